// What training a result's runs again has shown, in words.
import type { Parting, RunCheck } from "../../study/check.ts";
import type { Terms } from "../../study/result.ts";
import { plural } from "../format.ts";

interface Checked {
  readonly check: RunCheck;
  readonly differing: readonly (keyof Terms)[];
}

export function checkSummary(checked: readonly Checked[], all: number): string {
  if (checked.length === 0) return `None of its ${plural(all, "run")} has been trained here yet.`;
  const identical = checked.filter(({ check }) => check.kind === "identical").length;
  const begin = `${checked.length} of ${plural(all, "run")} trained here too: `;
  if (identical === checked.length)
    return `${begin}${checked.length === 1 ? "it is" : "all are"} identical, bit for bit.`;
  const excused = checked.some(({ check, differing }) => check.kind === "parts" && differing.length > 0);
  const reason = excused
    ? " On other terms that is expected: compare what the runs say, not their bits."
    : " On the same terms that should not be: one of the two machines or programs is not what it says.";
  return `${begin}${identical} identical, ${checked.length - identical} not.${reason}`;
}

export function checkWords(check: RunCheck): string {
  if (check.kind === "identical") return `identical: ${check.numbers} numbers`;
  const { told, found } = check.first;
  const deviation = Math.abs(found - told) / Math.abs(told);
  const size = Number.isFinite(deviation) ? `, ${deviation.toExponential(1)} of it` : "";
  return `parts ${placeWords(check.first)}: ${told.toPrecision(9)} told, ${found.toPrecision(9)} found${size}`;
}

function placeWords({ what, at }: Parting): string {
  switch (what) {
    case "step loss":
      return `at step ${at}, in the loss`;
    case "validation loss":
    case "validation accuracy":
      return `after ${plural(at, "epoch")}, in the ${what}`;
    case "test loss":
    case "test accuracy":
      return `at the end, in the ${what}`;
    default:
      return what satisfies never;
  }
}

const TERM_WORDS: Readonly<Record<keyof Terms, string>> = {
  version: "version of the program",
  engine: "engine",
  adapter: "engine",
  threads: "number of GPU threads",
  datasetChecksum: "pictures",
};

export function termsWords(differing: readonly (keyof Terms)[]): string {
  return `another ${differing.map((key) => TERM_WORDS[key]).join(", another ")}`;
}
