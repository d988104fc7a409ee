// Whether a run that was trained again told the same numbers, bit for bit, and otherwise where they part.
import type { Measure, RunNumbers, Terms } from "./result.ts";

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

/** Compares in the order in which the numbers came about. Another number of steps or epochs is another run. */
export function compareNumbers(told: RunNumbers, found: RunNumbers): RunCheck {
  const [theirs, ours] = [inOrder(told), inOrder(found)];
  for (const [at, { what, at: place, value }] of ours.entries()) {
    const other = theirs[at];
    if (other?.what === what && other.at === place && Object.is(other.value, value)) continue;
    const isSame = other?.what === what && other.at === place;
    return { kind: "parts", first: { what, at: place, told: isSame ? other.value : NaN, found: value } };
  }
  const more = theirs[ours.length];
  if (more) return { kind: "parts", first: { what: more.what, at: more.at, told: more.value, found: NaN } };
  return { kind: "identical", numbers: ours.length };
}

type Place = Pick<Parting, "what" | "at"> & { readonly value: number };

function inOrder({ losses, validation, test }: RunNumbers): readonly Place[] {
  const epochs = validation.length - 1;
  const perEpoch = losses.length / epochs;
  const steps = Array.from(losses, (value, index): Place => ({ what: "step loss", at: index + 1, value }));
  const measured = (split: "validation" | "test", at: number, { loss, accuracy }: Measure): readonly Place[] => [
    { what: `${split} loss`, at, value: Math.fround(loss) },
    { what: `${split} accuracy`, at, value: Math.fround(accuracy) },
  ];
  return [
    ...validation.flatMap((measure, epoch) => [
      ...steps.slice(Math.max(0, epoch - 1) * perEpoch, epoch * perEpoch),
      ...measured("validation", epoch, measure),
    ]),
    ...measured("test", epochs, test),
  ];
}

/** In what the terms of two runs differ, which allows other numbers. */
export function differingTerms(told: Terms, own: Terms): readonly (keyof Terms)[] {
  // Plain SIMD gives the same bits on every processor; a GPU's sums and relaxed SIMD are the machine's own.
  const deciding = ["version", "engine", "threads", "datasetChecksum"] as const;
  const ofMachine = told.engine === "webgpu" || own.engine === "webgpu" ? (["adapter"] as const) : [];
  return [...deciding, ...ofMachine].filter((key) => told[key] !== own[key]);
}

/** Whether runs of these terms tell the same bits on every machine. */
export function isSameEverywhere({ engine }: Terms): boolean {
  return engine === "wasm-simd" || engine === "cpu";
}
