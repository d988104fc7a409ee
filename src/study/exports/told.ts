// A result's runs as files tell them: each with its name, its factors' values and its curve.
import { armId, recipeHash } from "../../recipe/hash.ts";
import type { ResultRun, RunNumbers, StudyResult } from "../result.ts";
import { armsOfStudy, type FactorValue } from "../study.ts";
import { armWords } from "../words.ts";

export interface ToldRun {
  readonly run: ResultRun;
  /** Its arm's: "8, ReLU". */
  readonly name: string;
  /** SHA-256 of its recipe, 64 hexadecimal digits. */
  readonly hash: string;
  /** What is varied, by the setting's name in links. */
  readonly factors: Readonly<Record<string, FactorValue>>;
}

/** Runs that are none of the study's are left out. */
export function toldRuns({ study, runs }: StudyResult): readonly ToldRun[] {
  const arms = new Map(armsOfStudy(study).arms.map((arm) => [arm.id, arm]));
  return runs.flatMap((run): readonly ToldRun[] => {
    const arm = arms.get(armId(run.recipe));
    if (!arm) return [];
    const factors = Object.fromEntries(arm.values.map((value, at) => [study.factors[at]?.setting ?? "", value]));
    return [{ run, name: armWords(arm, study), hash: recipeHash(run.recipe), factors }];
  });
}

/** A batch of a step ("train"), or an evaluation. */
export interface CurvePoint {
  readonly split: "train" | "validation" | "test";
  /** Steps done. */
  readonly step: number;
  /** Epochs done, with the fraction of the current one. */
  readonly epoch: number;
  /** In nats. */
  readonly loss: number;
  /** In [0, 1]; null for a batch, of which a result tells the loss alone. */
  readonly accuracy: number | null;
}

/** All that a run tells, in the order in which it came about. */
export function curveOf({ losses, validation, test }: RunNumbers): readonly CurvePoint[] {
  const epochs = validation.length - 1;
  const perEpoch = losses.length / epochs;
  const steps = Array.from(losses, (loss, at): CurvePoint => {
    const step = at + 1;
    return { split: "train", step, epoch: step / perEpoch, loss, accuracy: null };
  });
  return [
    ...validation.flatMap((measure, epoch): readonly CurvePoint[] => [
      ...steps.slice(Math.max(0, epoch - 1) * perEpoch, epoch * perEpoch),
      { split: "validation", step: epoch * perEpoch, epoch, ...measure },
    ]),
    { split: "test", step: losses.length, epoch: epochs, ...test },
  ];
}
