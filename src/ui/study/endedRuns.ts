// The runs of the lab that are finished, as an outcome takes them.
import type { Run } from "../../lab/state.ts";
import type { EndedRun } from "../../study/outcome.ts";

export function endedRuns(runs: Iterable<Run>): readonly EndedRun[] {
  return [...runs].flatMap(({ recipe, last: { test, validation } }) => (test ? [{ recipe, test, validation }] : []));
}
