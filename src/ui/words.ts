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

/** A part of the words for training, with the paths of the settings that it tells. */
export interface TrainingPart {
  readonly words: string;
  readonly paths: readonly string[];
}

export function trainingParts(training: TrainingRecipe, seed: number): readonly TrainingPart[] {
  const { epochs, batchSize, learningRate, optimizer, schedule } = training;
  return [
    { words: `${epochs} ${epochs === 1 ? "epoch" : "epochs"}`, paths: ["training.epochs"] },
    { words: `batch ${batchSize}`, paths: ["training.batchSize"] },
    { words: optimizerWords(optimizer), paths: ["training.optimizer"] },
    { words: `rate ${learningRate} ${scheduleWords(schedule)}`, paths: ["training.learningRate", "training.schedule"] },
    { words: `seed ${seed}`, paths: ["seed"] },
  ];
}

/** "10 epochs · batch 32 · SGD 0.9 · rate 0.05 cosine · seed 1". */
export function trainingWords(training: TrainingRecipe, seed: number): string {
  return trainingParts(training, seed)
    .map(({ words }) => words)
    .join(" · ");
}
