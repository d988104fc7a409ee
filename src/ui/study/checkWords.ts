// What training a result's runs again has shown, in words.
import type { RunCheck } from "../../study/check.ts";
import { placeWords } from "../../study/partingWords.ts";
import type { Terms } from "../../study/result.ts";
import { plural } from "../format.ts";

export interface Checked {
  readonly check: RunCheck;
  readonly differing: readonly (keyof Terms)[];
  /** Whether it has the same bits on every machine. */
  readonly isBound: boolean;
}

export function checkSummary(checked: readonly Checked[], all: number): string {
  if (checked.length === 0) return `None of its ${plural(all, "run")} can be compared with one of this browser yet.`;
  const parting = checked.filter(({ check }) => check.kind === "parts");
  const identical = checked.length - parting.length;
  const begin = `${checked.length} of ${plural(all, "run")} trained here too: `;
  if (parting.length === 0) return `${begin}${checked.length === 1 ? "it is" : "all are"} identical, bit for bit.`;
  const refuting = parting.filter(({ differing, isBound }) => isBound && differing.length === 0).length;
  const reason =
    refuting > 0
      ? `On the same terms that should not be, as with ${plural(refuting, "run")}: one of the two machines or programs is not what it says.`
      : "On other terms, or on another GPU or processor, that is expected: nothing is confirmed by it, and nothing refuted.";
  return `${begin}${identical} identical, ${parting.length} not. ${reason}`;
}

export function checkWords(check: RunCheck): string {
  if (check.kind === "identical") return `identical: ${check.numbers} numbers`;
  const { told, found } = check.first;
  if (Number.isNaN(told) || Number.isNaN(found)) return `parts ${placeWords(check.first)}: only one of the two has it`;
  const deviation = Math.abs(found - told) / Math.abs(told);
  const size = Number.isFinite(deviation) ? `, ${deviation.toExponential(1)} of it` : "";
  return `parts ${placeWords(check.first)}: ${told.toPrecision(9)} told, ${found.toPrecision(9)} found${size}`;
}
