// A line of JSON per run, with every number, for scripts that read one run at a time.
import { numbersDigest } from "../result.ts";
import type { Exporter } from "./bundle.ts";
import type { RunLine } from "./runLine.ts";
import { toldRuns, type ToldRun } from "./told.ts";

export const runLines: Exporter = {
  holdsAll: true,
  title: "Runs (JSON Lines)",
  purpose: "a line per run with every number, for scripts",
  file: "runs.jsonl",
  type: "application/jsonl",
  write: ({ result }) =>
    toldRuns(result)
      .map((told) => `${JSON.stringify(lineOf(told))}\n`)
      .join(""),
};

function lineOf({ run: { recipe, terms, elapsedMs, numbers }, name, hash, factors }: ToldRun) {
  return {
    run: name,
    seed: recipe.seed,
    factors,
    recipe,
    recipeHash: hash,
    terms,
    elapsedMs,
    numbersDigest: numbersDigest(numbers),
    losses: [...numbers.losses],
    validation: numbers.validation.map((measure, epoch) => ({ epoch, ...measure })),
    test: numbers.test,
  } satisfies Readonly<Record<keyof RunLine, unknown>>;
}
