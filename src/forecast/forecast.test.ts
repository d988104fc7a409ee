import { describe, expect, test } from "vitest";
import { parseRecipe } from "../recipe/parse.ts";
import { defaultRecipe } from "../recipe/schema.ts";
import type { EngineName } from "../run/events.ts";
import { forecast, verdictOf, worstForecast } from "./forecast.ts";
import { WEAKEST, type Machine } from "./machine.ts";
import { forecastWords } from "./words.ts";

const on = (engine: EngineName, largestBufferBytes: number | null = null): Machine => ({
  engine,
  isSoftwareGpu: false,
  largestBufferBytes,
});
const wasm = on("wasm-simd");
const recipe = (width: number, batchSize: number, more: object = {}) =>
  parseRecipe({ network: { width, stages: [8, 8, 8, 8], module: { kernel: 7 } }, training: { batchSize }, ...more });
const tooLarge = recipe(256, 512);

test("the default recipe fits on the weakest of every engine, and takes what a step was measured to take", () => {
  for (const machine of WEAKEST) expect(verdictOf(forecast(defaultRecipe, machine))).toBe("fits");
  const { memory, secondsPerStep } = forecast(defaultRecipe, wasm);
  // Measured are 17 MiB and 17 ms (docs/performance.md).
  expect(memory.needed / 2 ** 20).toBeCloseTo(14.6, 1);
  expect(secondsPerStep).toBeCloseTo(0.018, 3);
});

test("width 256, batch 512, four stages of eight modules and kernel 7 do not fit into WebAssembly", () => {
  const told = forecast(tooLarge, wasm);
  expect(verdictOf(told)).toBe("too large");
  expect(forecastWords(told)).toBe(
    "A network of 8,562,954 parameters at a batch of 512 takes about 4.3 GiB to 7.9 GiB of memory and 80 s a step here. " +
      "WebAssembly has at most 4.0 GiB, so it cannot be trained. " +
      "Choose a batch of at most 471, a smaller width or fewer modules.",
  );
});

test("the batch that is named is the largest that is not too large", () => {
  const { fittingBatch } = forecast(tooLarge, wasm);
  expect(verdictOf(forecast(recipe(256, fittingBatch), wasm))).toBe("doubtful");
  expect(verdictOf(forecast(recipe(256, fittingBatch + 1), wasm))).toBe("too large");
});

test("what may fit, and what takes long, is doubtful", () => {
  const mayFit = forecast(recipe(256, 300), wasm);
  expect(forecastWords(mayFit)).toMatch(/ 47 s a step here\. WebAssembly has at most 4\.0 GiB, so it may not fit\./);
  const long = forecast(recipe(64, 64, { arithmetic: "portable" }), on("cpu"));
  expect(verdictOf(long)).toBe("doubtful");
  expect(forecastWords(long)).toMatch(/ a step here\. That is long for a step\. Choose a smaller batch/);
});

describe("a GPU", () => {
  test("is limited by its largest array, and no limit is made up where it is not known", () => {
    const told = forecast(tooLarge, on("webgpu", 2 ** 26));
    expect(verdictOf(told)).toBe("too large");
    expect(told.fittingBatch).toBe(256);
    expect(forecastWords(told)).toContain("Its largest array has 128 MiB, and this GPU takes at most 64 MiB");
    expect(verdictOf(forecast(tooLarge, on("webgpu")))).toBe("fits");
  });

  test("takes half for activations of 16 bits, and WebAssembly does not", () => {
    const halved = { ...tooLarge, storage: "float16" } as const;
    const [whole, half] = [tooLarge, halved].map((each) => forecast(each, on("webgpu")));
    expect((half?.array.needed ?? 0) * 2).toBe(whole?.array.needed);
    expect(forecast(halved, wasm)).toEqual(forecast(tooLarge, wasm));
  });

  test("emulated on the processor, it is slow", () => {
    const slow = forecast(recipe(256, 32), { ...on("webgpu"), isSoftwareGpu: true });
    expect(verdictOf(slow)).toBe("doubtful");
  });
});

test("Adam remembers two numbers of each parameter, and SGD one", () => {
  const adam = parseRecipe({ training: { optimizer: { method: "adam" } } });
  const more = forecast(adam, wasm).memory.needed - forecast(defaultRecipe, wasm).memory.needed;
  expect(more).toBeCloseTo(4 * forecast(adam, wasm).parameters, 0);
});

test("of several arms the hardest is told, and none where all fit", () => {
  expect(worstForecast([defaultRecipe, recipe(256, 300), tooLarge, defaultRecipe], wasm)).toEqual(
    forecast(tooLarge, wasm),
  );
  expect(worstForecast([defaultRecipe, defaultRecipe], wasm)).toBeNull();
});
