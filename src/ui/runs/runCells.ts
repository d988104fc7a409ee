// One run's cells in the table of runs, as values (for the file) and as words (for the page). Pure.
import { csv, type Cell } from "../../charts/csv.ts";
import type { RunRow } from "../../lab/rows.ts";
import type { RunStatus, Started } from "../../lab/state.ts";
import { familyOf } from "../../networks/families.ts";
import type { Traits } from "../../networks/family.ts";
import type { EngineInfo } from "../../run/events.ts";
import { moment } from "../format.ts";
import { engineWords } from "../words.ts";

const STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  queued: "waiting for a worker",
  running: "training",
  paused: "paused",
  finished: "finished",
  stopped: "stopped",
  failed: "failed",
};

/** "finished · SIMD WebAssembly · begun 26 Nov, 17:05", and the program's version where it is told. */
export function statusWords({ run, version }: RunRow): string {
  const epoch = run.last.validation?.epoch ?? 0;
  const status =
    run.failure?.reason === "diverged"
      ? "diverged"
      : run.isElsewhere
        ? "training in another tab"
        : STATUS_WORDS[run.status];
  const where =
    run.status === "finished" || run.status === "queued" ? "" : `, epoch ${epoch} of ${run.recipe.training.epochs}`;
  return [
    status + where,
    ...(run.started
      ? [
          enginesOf(run.started)
            .map(({ name }) => engineWords[name])
            .join(", then "),
        ]
      : []),
    ...(run.begunAt === null ? [] : [`begun ${moment(run.begunAt)}`]),
    ...(version === null ? [] : [`version ${version}`]),
  ].join(" · ");
}

/** The engines that trained a run, in order: more than one where it went on elsewhere. */
export function enginesOf({ earlierEngines, engine }: Started): readonly EngineInfo[] {
  const last = earlierEngines.at(-1);
  return last?.name === engine.name && last.adapter === engine.adapter ? earlierEngines : [...earlierEngines, engine];
}

const csvHead = (traits: readonly string[]): readonly string[] => [
  "run",
  "status",
  "begun_at",
  "seed",
  "dataset",
  ...traits,
  "epochs_done",
  "validation_accuracy",
  "validation_accuracy_se",
  "test_accuracy",
  "test_accuracy_se",
  "test_top3_accuracy",
  "parameters",
  "multiply_adds",
  "images_per_second",
  "elapsed_ms",
  "engine",
  "adapter",
  "gpu_threads",
  "program_version",
  "dataset_sha256",
  "recipe_sha256",
  "recipe",
];

/** One line per run, complete enough to repeat it. */
export function runsCsv(rows: readonly RunRow[]): string {
  const traits = [...new Set(rows.flatMap((row) => Object.keys(traitsOf(row))))];
  return csv([csvHead(traits), ...rows.map((row) => csvCells(row, traits))]);
}

function traitsOf({ run: { recipe } }: RunRow): Traits {
  return familyOf(recipe.network).traits(recipe.network);
}

function csvCells(row: RunRow, traits: readonly string[]): readonly Cell[] {
  const own = traitsOf(row);
  const { run } = row;
  const { dataset, seed } = run.recipe;
  const { validation, test } = run.last;
  const engines = run.started ? enginesOf(run.started) : [];
  const of = (word: (engine: EngineInfo) => Cell) => engines.map(word).join("; ") || null;
  return [
    row.name,
    run.status,
    run.begunAt === null ? null : new Date(run.begunAt).toISOString(),
    seed,
    dataset.id,
    ...traits.map((trait) => own[trait] ?? null),
    validation?.epoch ?? 0,
    validation?.accuracy ?? null,
    validation?.accuracyError ?? null,
    test?.accuracy ?? null,
    test?.accuracyError ?? null,
    test?.top3Accuracy ?? null,
    row.parameters,
    row.multiplyAdds,
    row.imagesPerSecond,
    row.elapsedMs,
    of(({ name }) => name),
    of(({ adapter }) => adapter),
    of(({ threads }) => threads ?? null),
    run.started?.version ?? null,
    run.started?.datasetChecksum ?? null,
    run.recipeHash,
    JSON.stringify(run.recipe),
  ];
}
