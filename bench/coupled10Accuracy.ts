// How well the regular convolution of the ready study "Segments × coupling" recognises Coupled-10's test images.
import { openDataset } from "../src/data/registry.ts";
import type { DatasetSettings } from "../src/data/dataset.ts";
import { changedRecipe } from "../src/recipe/change.ts";
import { READY_STUDIES } from "../src/study/ready.ts";
import { train } from "../src/train/train.ts";

/** What the noise is calibrated for. */
export const WANTED_ACCURACY = 0.6;

/**
 * Trains it with each seed on the study's data, changed by `settings`; the test accuracies, in [0, 1]. The engine
 * "wasm-simd" must be active: it gives the same bits everywhere. Throws where a run fails.
 */
export async function regularAccuracies(
  settings: Partial<DatasetSettings>,
  seeds: readonly number[],
): Promise<number[]> {
  const recipe = changedRecipe(READY_STUDIES.coupling.study.base, {
    network: { module: { segments: 1 } },
    dataset: { settings },
  });
  // Made from its seed: no file is asked for.
  const dataset = await openDataset(recipe.dataset.id, recipe.dataset.settings, async () => new ArrayBuffer(0));
  const engine = { name: "wasm-simd", adapter: "SIMD WebAssembly", reason: "the same bits everywhere" } as const;
  const accuracies: number[] = [];
  for (const seed of seeds) {
    for await (const event of train({ ...recipe, seed }, dataset, { runId: "calibration", engine })) {
      if (event.type === "failed") throw new Error(`Seed ${seed} failed: ${event.message}`);
      if (event.type === "evaluated" && event.split === "test") accuracies.push(event.accuracy);
    }
  }
  return accuracies;
}
