// Small results for tests: of any seeds, terms and numbers.
import { parseRecipe } from "../recipe/parse.ts";
import type { RunNumbers, StudyResult, Terms } from "./result.ts";
import { runsOfStudy, type Study } from "./study.ts";

export const wasm: Terms = {
  version: "0.3.0",
  engine: "wasm-simd",
  adapter: "WebAssembly",
  datasetChecksum: "a".repeat(64),
};
export const gpu: Terms = { ...wasm, engine: "webgpu", adapter: "a GPU" };

export const studyOf = (seeds: readonly number[]): Study => ({
  name: "A study",
  question: "Which?",
  base: parseRecipe({ network: { width: 6, module: { segments: 3 }, stages: [1] }, training: { epochs: 1 } }),
  factors: [{ setting: "between", values: ["none", "relu"] }],
  seeds,
  margin: 1,
});

/** Numbers that follow from a place and, where a run is told falsely, from a lie. */
function numbersOf(place: number, lie: number): RunNumbers {
  const measure = (loss: number) => ({ loss: Math.fround(loss), accuracy: Math.fround(0.4 + (place % 500) / 1000) });
  return {
    losses: Float32Array.of(2.5 + place / 7, 2.25 + lie / 3),
    validation: [measure(2.4), measure(2.2)],
    test: measure(2.1 + lie / 5),
  };
}

/** A study's result in which all runs are trained. */
export function resultOf(
  seeds: readonly number[],
  terms: Terms = wasm,
  { lie = 0, elapsedMs = 1000 } = {},
): StudyResult {
  const study = studyOf(seeds);
  const engine = terms.engine === "webgpu" ? 40 : 0;
  return {
    study,
    guess: null,
    runs: runsOfStudy(study).map((recipe, at) => ({
      recipe,
      terms,
      elapsedMs,
      numbers: numbersOf(2 * recipe.seed + (at % 2) + engine, lie),
    })),
  };
}
