// The default experiment's run from its first step to its end, evaluation included.
import { familyOf } from "../../src/networks/families.ts";
import { openDataset } from "../../src/data/registry.ts";
import { defaultRecipe, type Recipe } from "../../src/recipe/schema.ts";
import type { EngineInfo } from "../../src/run/events.ts";
import { train } from "../../src/train/train.ts";

export interface WholeRun {
  readonly segments: number;
  readonly seconds: number;
  readonly imagesPerSecond: number;
  readonly testAccuracy: number;
}

export async function wholeRun(
  engine: EngineInfo,
  fetchData: (name: string) => Promise<ArrayBuffer>,
): Promise<WholeRun> {
  const recipe: Recipe = { ...defaultRecipe, arithmetic: engine.name === "wasm-relaxed" ? "fastest" : "portable" };
  const dataset = await openDataset(recipe.dataset.id, recipe.dataset.settings, fetchData);
  let testAccuracy = NaN;
  for await (const event of train(recipe, dataset, { runId: "bench", engine })) {
    if (event.type === "failed") throw new Error(`The default run failed: ${event.message}`);
    if (event.type === "evaluated" && event.split === "test") testAccuracy = event.accuracy;
    if (event.type === "finished") {
      return {
        segments: familyOf(recipe.network).point(recipe.network)?.segments ?? 0,
        seconds: event.elapsedMs / 1000,
        imagesPerSecond: event.imagesPerSecond,
        testAccuracy,
      };
    }
  }
  throw new Error("The default run ended without an end.");
}
