// The lab's target figures, each beside what a report found. Pure.
import { labEngines, wasmEngines, type PeerName } from "./contenderNames.ts";
import type { Report, Row } from "./report.ts";
import { geometricMean } from "./statistics.ts";
import { isKernel, kernelPartWords } from "./works.ts";

export interface Figure {
  readonly what: string;
  readonly reach: string;
  readonly found: string;
  /** Null where this run did not measure it. */
  readonly reached: boolean | null;
}

const CHANNELS = 48;
const x = (value: number) => (Number.isFinite(value) ? value.toFixed(value < 10 ? 2 : 0) : "–");

export function figures(report: Report): Figure[] {
  const { rows } = report;
  const wasm = wasmEngines.filter((engine) => engine in report.engines);
  const found: Figure[] = [];
  const unmeasured = (what: string, reach: string): Figure => ({
    what,
    reach,
    found: "not measured here",
    reached: null,
  });
  /** The least over some rows, and which it was. */
  const least = (
    what: string,
    reach: number,
    own: readonly Row[],
    value: (row: Row) => number,
    unit = "",
    shown = `≥ ${reach}${unit}`,
  ) => {
    const sorted = [...own].sort((a, b) => value(a) - value(b));
    const [worst] = sorted;
    if (!worst || !own.every((row) => Number.isFinite(value(row)))) return found.push(unmeasured(what, shown));
    const best = sorted.at(-1) ?? worst;
    const severalKernels = own.some(({ work }) => work !== worst.work);
    const place = ({ work, segments }: Row) =>
      `S = ${segments}${isKernel(work) && severalKernels ? `, ${kernelPartWords(work)}` : ""}`;
    const reaching = own.filter((row) => value(row) >= reach).length;
    const several =
      own.length > 1
        ? ` (${place(worst)}) to ${x(value(best))}${unit} (${place(best)}); ${reaching} of ${own.length} reach it`
        : "";
    return found.push({
      what,
      reach: shown,
      found: `${x(value(worst))}${unit}${several}`,
      reached: value(worst) >= reach,
    });
  };

  for (const engine of wasm) {
    const name = labEngines[engine].words;
    const reach = engine === "lab-wasm-simd" ? 1 : 1.2;
    const own = rows.filter((row) => row.engine === engine);
    const kernels = own.filter((row) => isKernel(row.work) && row.peer === "xnnpack-dense");
    const narrow = kernels.filter((row) => CHANNELS / row.segments <= 4);
    const limits = report.limits[engine];
    least(
      `dense 3×3 forward against XNNPACK, ${name}`,
      reach,
      own.filter((row) => row.work === "convolution-forward" && row.segments === 1 && row.peer === "tfjs-wasm"),
      (row) => row.ratio,
      "×",
    );
    least(
      `the three kernels at g ≥ 8, by rate, against XNNPACK's dense forward, ${name}`,
      reach,
      kernels.filter((row) => CHANNELS / row.segments >= 8),
      (row) => row.ratio,
      "×",
    );
    least(
      `the three kernels at g ≤ 4 against the memory limit, 8 bytes per element copied within the cache, ${name}`,
      0.4,
      narrow,
      (row) => bytesMs(row, limits?.copyBytesPerMs ?? NaN) / row.oursMs,
    );
    least(
      `the same, copied from memory to memory, ${name}`,
      0.4,
      narrow,
      (row) => bytesMs(row, limits?.memoryBytesPerMs ?? NaN) / row.oursMs,
    );
    least(
      `beside: the same against the greater of arithmetic and copying within the cache, ${name}`,
      0.4,
      narrow,
      (row) => row.limitShare,
    );
    least(
      `the three kernels at g ≤ 4 against a dense convolution of the same width, by time, ${name}`,
      1,
      narrow,
      (row) => row.theirsMs / row.oursMs,
      "×",
    );
    const norm = own.filter((row) => row.work === "batch-norm").slice(0, 1);
    least(
      `batch norm + ReLU, forward and backward, against 8 passes copied within the cache, ${name}`,
      0.5,
      norm,
      (row) => row.limitShare,
    );
    least(
      `the same, copied from memory to memory, ${name}`,
      0.5,
      norm,
      (row) => (row.limitShare * (limits?.copyBytesPerMs ?? NaN)) / (limits?.memoryBytesPerMs ?? NaN),
    );
    const steps = own.filter((row) => row.work === "step");
    for (const peer of ["tfjs-cpu", "tfjs-webgl", "jax-js-wasm"] as const) {
      if (peer in report.peers)
        least(
          `training step against ${peer}, ${name}`,
          40,
          steps.filter((row) => row.peer === peer),
          (row) => row.ratio,
          "×",
        );
    }
    if ("tfjs-wasm" in report.peers) {
      const composed = steps.filter((row) => row.peer === "tfjs-wasm").map((row) => row.ratio);
      if (composed.length > 0)
        found.push({
          what: `beside: training step against tfjs WASM with convolutions composed by hand, ${name}`,
          reach: "",
          found: `${x(Math.min(...composed))}× to ${x(Math.max(...composed))}×`,
          reached: null,
        });
    }
    const shares = (report.profiles[engine] ?? [])
      .map((profile) => ({ segments: profile.segments, share: profile.kernelShare }))
      .sort((a, b) => a.share - b.share);
    const [lowest] = shares;
    const highest = shares.at(-1);
    found.push(
      lowest && highest
        ? {
            what: `share of the step inside kernels, ${name}`,
            reach: "≥ 0.9",
            found: `${lowest.share.toFixed(2)} (S = ${lowest.segments}) to ${highest.share.toFixed(2)} (S = ${highest.segments})`,
            reached: lowest.share >= 0.9,
          }
        : unmeasured(`share of the step inside kernels, ${name}`, "≥ 0.9"),
    );
    const native = steps.filter((row) => row.peer === "native-jax");
    if (native.length > 0) {
      const mean = geometricMean(native.map((row) => row.ratio));
      found.push({
        what: `training step against native JAX on one thread, geometric mean over S, ${name}`,
        reach: "≥ 0.5×",
        found: `${x(mean)}×`,
        reached: mean >= 0.5,
      });
      // XLA is slow at grouped convolutions; whoever knows that pads the filter with zeros and takes the dense step's time.
      const densest = native.find((row) => row.segments === 1);
      if (densest) {
        const against = geometricMean(native.map((row) => Math.min(row.ratio, densest.theirsMs / row.oursMs)));
        found.push({
          what: `beside: against the better of that and native JAX's dense step, geometric mean over S, ${name}`,
          reach: "",
          found: `${x(against)}×`,
          reached: null,
        });
      }
    } else found.push(unmeasured(`training step against native JAX on one thread, ${name}`, "≥ 0.5×"));
    const full = steps.filter((row) => row.batch === Math.max(...steps.map((each) => each.batch)));
    const [dense, depthwise] = [full.find((row) => row.segments === 1), full.find((row) => row.segments === CHANNELS)];
    if (dense && depthwise) {
      const share = depthwise.oursMs / dense.oursMs;
      found.push({
        what: `depthwise step over dense step, wall time, ${name}`,
        reach: "≤ 0.25",
        found: share.toFixed(2),
        reached: share <= 0.25,
      });
    }
    const memories = report.memory[engine] ?? [];
    if (memories.length > 0) {
      const steady = memories.every(
        (one) => one.tensorsAfterThree === one.tensorsAfterLast && one.heapBytesAfterThree === one.heapBytesAfterLast,
      );
      const [peak, early] = [
        Math.max(...memories.map((one) => one.peakBytes / one.activationBytes)),
        Math.max(...memories.map((one) => one.peakEarlyBytes / one.activationBytes)),
      ];
      found.push({
        what: `tensors and heap after step 3 and after the last, ${name}`,
        reach: "constant",
        found: steady ? "constant" : "they grow",
        reached: steady,
      });
      found.push({
        what: `peak of a step's memory over the analytic activation bytes, ${name}`,
        reach: "≤ 1.3",
        found: `${x(peak)} (in the first three steps ${x(early)})`,
        reached: peak <= 1.3,
      });
    }
  }

  const webgpu = report.engines["lab-webgpu"];
  if (webgpu) {
    const own = rows.filter((row) => row.engine === "lab-webgpu" && (row.work === "step" || isKernel(row.work)));
    const steps = own.filter((row) => row.work === "step");
    const against = (peer: PeerName) => steps.filter((row) => row.peer === peer);
    if (webgpu.software)
      least(
        "never slower than the best tfjs WebGPU baseline, software adapter",
        1,
        own.filter((row) => row.peer === "tfjs-webgpu"),
        (row) => row.ratio,
        "×",
      );
    else {
      least("training step against tfjs WebGPU", 5, against("tfjs-webgpu"), (row) => row.ratio, "×");
      least("training step against jax-js on WebGPU", 1.5, against("jax-js-webgpu"), (row) => row.ratio, "×");
      least("training step against eager PyTorch, f32", 1, against("pytorch"), (row) => row.ratio, "×");
    }
    const shares = report.javaScript.map((one) => one.share);
    if (shares.length > 0)
      found.push({
        what: "JavaScript time of a step, recorded over eager",
        reach: "≤ 0.1",
        found: `${Math.min(...shares).toFixed(3)} to ${Math.max(...shares).toFixed(3)}`,
        reached: Math.max(...shares) <= 0.1,
      });
  }
  return found;
}

/** The least time in ms that a kernel of 8 bytes per element takes, by memory alone. */
function bytesMs(row: Row, copyBytesPerMs: number): number {
  const flopAnElement = 18 * (CHANNELS / row.segments);
  const elements = ((row.gflops ?? NaN) * 1e6 * row.oursMs) / flopAnElement;
  return (8 * elements) / copyBytesPerMs;
}
