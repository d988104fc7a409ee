// A line per run, as a table.
import { csv, type Cell } from "../../charts/csv.ts";
import { networkCost } from "../../recipe/cost.ts";
import { numbersDigest } from "../result.ts";
import type { FactorValue } from "../study.ts";
import type { Exporter } from "./bundle.ts";
import { toldRuns, type ToldRun } from "./told.ts";

export const runsTable: Exporter = {
  title: "Runs (CSV)",
  purpose: "a line per run with its accuracy, for a spreadsheet or R",
  file: "runs.csv",
  type: "text/csv",
  write: ({ result }) => {
    const settings = result.study.factors.map(({ setting }) => setting);
    return csv([
      ["run", "seed", ...settings, ...Object.keys(COLUMNS)],
      ...toldRuns(result).map((told) => [
        told.name,
        told.run.recipe.seed,
        ...settings.map((setting) => cellOf(told.factors[setting])),
        ...Object.values(COLUMNS).map((cell) => cell(told)),
      ]),
    ]);
  },
};

/** Enough to repeat a run. Accuracies in [0, 1], losses in nats. */
const COLUMNS: Readonly<Record<string, (told: ToldRun) => Cell>> = {
  dataset: ({ run }) => run.recipe.dataset.id,
  steps: ({ run }) => run.numbers.losses.length,
  validation_loss: ({ run }) => run.numbers.validation.at(-1)?.loss ?? null,
  validation_accuracy: ({ run }) => run.numbers.validation.at(-1)?.accuracy ?? null,
  test_loss: ({ run }) => run.numbers.test.loss,
  test_accuracy: ({ run }) => run.numbers.test.accuracy,
  parameters: ({ run }) => networkCost(run.recipe).parameters,
  multiply_adds: ({ run }) => networkCost(run.recipe).multiplyAdds,
  elapsed_ms: ({ run }) => run.elapsedMs,
  engine: ({ run }) => run.terms.engine,
  adapter: ({ run }) => run.terms.adapter,
  gpu_threads: ({ run }) => run.terms.threads ?? null,
  program_version: ({ run }) => run.terms.version,
  dataset_sha256: ({ run }) => run.terms.datasetChecksum,
  recipe_sha256: ({ hash }) => hash,
  numbers_sha256: ({ run }) => numbersDigest(run.numbers),
  recipe: ({ run }) => JSON.stringify(run.recipe),
};

function cellOf(value: FactorValue | undefined): Cell {
  return typeof value === "number" ? value : typeof value === "string" ? value : JSON.stringify(value);
}
