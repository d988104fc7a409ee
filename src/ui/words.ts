// Words for choices, used in several places.
import { optimizerWords, scheduleWords } from "../recipe/differences.ts";
import type { TrainingRecipe } from "../recipe/schema.ts";
import type { EngineName } from "../run/events.ts";

export const engineWords: Readonly<Record<EngineName, string>> = {
  webgpu: "WebGPU",
  "wasm-simd": "SIMD WebAssembly",
  "wasm-relaxed": "relaxed SIMD WebAssembly",
  cpu: "plain JavaScript",
};

/** "3×3". */
export function kernelWords(kernel: number): string {
  return `${kernel}×${kernel}`;
}

/** "10 epochs · batch 32 · SGD 0.9 · rate 0.05 cosine · seed 1". */
export function trainingWords(training: TrainingRecipe, seed: number): string {
  const { epochs, batchSize, learningRate, optimizer, schedule } = training;
  return [
    `${epochs} ${epochs === 1 ? "epoch" : "epochs"}`,
    `batch ${batchSize}`,
    optimizerWords(optimizer),
    `rate ${learningRate} ${scheduleWords(schedule)}`,
    `seed ${seed}`,
  ].join(" · ");
}
