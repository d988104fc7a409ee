// Which study is open, as its address says: "study.ready=spectrum&study.seeds=5".
import type { Shown } from "../../lab/views.ts";
import { READY_STUDIES, readyIds, type ReadyId, type ReadyStudy } from "../../study/ready.ts";
import { MOST_SEEDS } from "../../study/study.ts";

export const STUDY = { ready: "study.ready", seeds: "study.seeds" } as const;

export interface ChosenStudy extends ReadyStudy {
  readonly id: ReadyId;
}

/** What cannot be understood is as if it were not there. */
export function chosenStudy(shown: Shown): ChosenStudy {
  const id = readyIds.find((each) => each === shown[STUDY.ready]) ?? "spectrum";
  const ready: ReadyStudy = READY_STUDIES[id];
  const seeds = Number(shown[STUDY.seeds]);
  const isNumber = Number.isInteger(seeds) && seeds >= 1 && seeds <= MOST_SEEDS;
  if (!isNumber || seeds === ready.study.seeds.length) return { ...ready, id };
  return { ...ready, id, study: { ...ready.study, seeds: Array.from({ length: seeds }, (_, at) => at + 1) } };
}
