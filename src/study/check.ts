// Whether a run that was trained again told the same numbers, bit for bit, and otherwise where they part.
import type { Measure, ResultRun, RunNumbers, Terms } from "./result.ts";

/** A number that two runs tell differently. */
export interface Parting {
  /** "loss" of a step's batch, or what was measured after an epoch on validation, or at the end on test. */
  readonly what: "step loss" | "validation loss" | "validation accuracy" | "test loss" | "test accuracy";
  /** The step, from 1, or the number of epochs. */
  readonly at: number;
  readonly told: number;
  readonly found: number;
}

export type RunCheck =
  | { readonly kind: "identical"; readonly numbers: number }
  | { readonly kind: "parts"; readonly first: Parting };

/** Compares in the order in which the numbers came about. */
export function compareNumbers(told: RunNumbers, found: RunNumbers): RunCheck {
  const [ours, theirs] = [inOrder(found), inOrder(told)];
  for (const [at, number] of theirs.entries()) {
    const own = ours[at];
    if (own && Object.is(own.value, number.value)) continue;
    const { what, at: place, value } = number;
    return { kind: "parts", first: { what, at: place, told: value, found: own?.value ?? NaN } };
  }
  return { kind: "identical", numbers: theirs.length };
}

type Place = Pick<Parting, "what" | "at"> & { readonly value: number };

function inOrder({ losses, validation, test }: RunNumbers): readonly Place[] {
  const epochs = validation.length - 1;
  const perEpoch = losses.length / epochs;
  const measured = (split: "validation" | "test", at: number, { loss, accuracy }: Measure): readonly Place[] => [
    { what: `${split} loss`, at, value: Math.fround(loss) },
    { what: `${split} accuracy`, at, value: Math.fround(accuracy) },
  ];
  return [
    ...validation.flatMap((measure, epoch) => [
      ...Array.from(losses.subarray((epoch - 1) * perEpoch, epoch * perEpoch), (value, index) => ({
        what: "step loss" as const,
        at: (epoch - 1) * perEpoch + index + 1,
        value,
      })).filter(() => epoch > 0),
      ...measured("validation", epoch, measure),
    ]),
    ...measured("test", epochs, test),
  ];
}

/** In what the terms of two runs differ, which allows other numbers. */
export function differingTerms(told: Terms, own: Terms): readonly (keyof Terms)[] {
  // The engine's words tell what it is built on, and decide nothing.
  const deciding = ["version", "engine", "threads", "datasetChecksum"] as const;
  return deciding.filter((key) => told[key] !== own[key]);
}

/** The accuracies of a result's runs, as an outcome takes them. */
export function measuredRuns(runs: readonly ResultRun[]) {
  return runs.map(({ recipe, numbers }) => ({ recipe, accuracy: numbers.test.accuracy }));
}
