// The result of a study's runs that are kept here, with every number of each, which are read from disk.
import type { Lab } from "../../lab/lab.ts";
import type { Run } from "../../lab/state.ts";
import type { Guess } from "../../study/guess.ts";
import type { StudyResult } from "../../study/result.ts";
import type { Study } from "../../study/study.ts";
import { plural } from "../format.ts";
import { resultRunOf } from "./resultRun.ts";

export interface WholeResult {
  readonly result: StudyResult;
  /** A sentence with a space before it on what is not in it; empty where all is. */
  readonly remark: string;
}

/** What a study has here. */
export interface StudyHere {
  readonly study: Study;
  /** Its finished runs. */
  readonly finished: readonly Run[];
  readonly guess: Guess | null;
}

export async function wholeResult(lab: Lab, { study, finished, guess }: StudyHere): Promise<WholeResult> {
  const ids = finished.map(({ id }) => id);
  const leave = lab.look(ids);
  try {
    await lab.read(ids);
    const { histories } = lab.store.getState();
    const runs = finished.flatMap((run) => resultRunOf(run, histories.get(run.id)) ?? []);
    const without = finished.length - runs.length;
    return {
      result: { study, guess, runs },
      remark: without > 0 ? ` ${plural(without, "run")} went on on another engine, or cannot be read: not in it.` : "",
    };
  } finally {
    leave();
  }
}
