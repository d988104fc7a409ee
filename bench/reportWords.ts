// The words for the identifiers in a report's rows, and the order of its engines.
import { labEngineNames, type LabEngine } from "./contenderNames.ts";
import type { ByEngine, Row } from "./report.ts";
import { workWords } from "./works.ts";

export function rowWords({ work, tensors }: Pick<Row, "work" | "tensors">): string {
  return tensors ? `${workWords[work]}, ${tensors.parameters} parameters in ${tensors.count} tensors` : workWords[work];
}

export function peerWords({ peer, way }: Pick<Row, "peer" | "way">): string {
  switch (peer) {
    case "xnnpack-dense":
      return "XNNPACK dense forward, by rate";
    case "same-process":
      return `in one process: ${way ?? "tfjs"}`;
    default:
      return peer;
  }
}

/** How the peer did it, where that is not said in its own words. */
export const wayWords = ({ peer, way }: Pick<Row, "peer" | "way">): string | undefined =>
  peer === "same-process" ? undefined : way;

export function enginesIn(found: ByEngine<unknown>): LabEngine[] {
  return labEngineNames.filter((engine) => engine in found);
}

export function entriesIn<T>(found: ByEngine<T>): [LabEngine, T][] {
  return labEngineNames.flatMap((engine): [LabEngine, T][] => {
    const own = found[engine];
    return own === undefined ? [] : [[engine, own]];
  });
}
