#!/bin/sh
# Runs the packed bench with the Node that came with it.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
BENCH_LIMITS=$(cat "$here/limits.json")
export BENCH_LIMITS
: "${BENCH_RESULTS:=$here/results}"
export BENCH_RESULTS
if [ -z "${JAX_PYTHON:-}" ] && command -v python3 >/dev/null 2>&1; then JAX_PYTHON=$(command -v python3); export JAX_PYTHON; fi
exec "$here/node" "$here/bench/main.mjs" --webgpu "$@"
