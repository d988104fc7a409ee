// Short runs whose losses every browser and Node must repeat, bit for bit, on plain SIMD WebAssembly. What they gave is
// in losses.json, which scripts/golden/losses.ts writes. For tests only.
import type { Dataset } from "../../data/dataset.ts";
import { parseRecipe } from "../../recipe/parse.ts";
import type { Recipe } from "../../recipe/schema.ts";
import type { EngineInfo, EvaluatedEvent, RunEvent } from "../../run/events.ts";
import { train } from "../train.ts";

/** The default network and training for one epoch, by the name of the data. */
export const goldenRecipes: Readonly<Record<string, Recipe>> = {
  "coupled-10": parseRecipe({
    dataset: { id: "coupled-10", settings: { images: 500 } },
    training: { epochs: 1 },
  }),
  "emoji-10": parseRecipe({ training: { epochs: 1 } }),
};

export interface GoldenRun {
  readonly recipe: Recipe;
  readonly datasetChecksum: string;
  /** The training loss of each step, in nats. */
  readonly losses: readonly number[];
  /** In order: validation before and after the epoch, and the test split. */
  readonly evaluations: readonly Pick<EvaluatedEvent, "split" | "epoch" | "loss" | "accuracy">[];
}

const engine: EngineInfo = { name: "wasm-simd", adapter: "golden", reason: "the losses are those of plain SIMD" };

/** Trains on the active engine. Throws where the run does not finish. */
export async function goldenRun(recipe: Recipe, dataset: Dataset): Promise<GoldenRun> {
  const events: RunEvent[] = [];
  for await (const event of train(recipe, dataset, { runId: "golden", engine })) events.push(event);
  const last = events.at(-1);
  if (last?.type !== "finished") throw new Error(`The run ended as ${JSON.stringify(last)}.`);
  return {
    recipe,
    datasetChecksum: dataset.checksum,
    losses: events.flatMap((event) => (event.type === "step" ? [event.loss] : [])),
    evaluations: events.flatMap((event) => {
      if (event.type !== "evaluated") return [];
      const { split, epoch, loss, accuracy } = event;
      return [{ split, epoch, loss, accuracy }];
    }),
  };
}
