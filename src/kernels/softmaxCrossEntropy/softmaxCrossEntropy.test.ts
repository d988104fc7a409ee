// Softmax cross-entropy on every engine: by hand, against JavaScript in double precision, at
// the ends of the range, and against finite differences.
import { tensor1d, tensor2d, valueAndGrads, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { describeEngines, farthest, valuesOn, type TestEngine } from "../testEngines.ts";
import { numbers } from "../testNumbers.ts";
import { softmaxCrossEntropy } from "./op.ts";

/** loss, probabilities and the gradient of the logits for a given gradient of the loss. */
async function all(engine: TestEngine, logits: number[][], labels: number[], dloss: number[]) {
  const [loss = [], probabilities = [], dlogits = []] = await valuesOn(engine, () => {
    const classes = tensor1d(labels, "int32");
    const { probabilities } = softmaxCrossEntropy(tensor2d(logits), classes);
    const {
      value,
      grads: [dlogits],
    } = valueAndGrads((z) => softmaxCrossEntropy(z as Tensor2D, classes).loss)([tensor2d(logits)], tensor1d(dloss));
    return [value as Tensor1D, probabilities, dlogits as Tensor2D];
  });
  return { loss: [...loss], probabilities: [...probabilities], dlogits: [...dlogits] };
}

/** The same in double precision, from the definition. */
function exactly(logits: number[][], labels: number[]) {
  const probabilities = logits.map((row) => {
    const powers = row.map((z) => Math.exp(z - Math.max(...row)));
    return powers.map((power) => power / powers.reduce((a, b) => a + b));
  });
  return { probabilities, loss: probabilities.map((row, b) => -Math.log(row[labels[b] ?? -1] ?? NaN)) };
}

describeEngines("softmaxCrossEntropy", (engine) => {
  it("two equal logits: half and half, ln 2", async () => {
    const { loss, probabilities, dlogits } = await all(engine, [[5, 5]], [1], [2]);
    expect(probabilities).toEqual([0.5, 0.5]);
    expect(loss[0]).toBeCloseTo(Math.LN2, 6);
    expect(dlogits).toEqual([1, -1]);
  });

  it.each([1, 2, 3, 5, 10, 33])("%d classes, as double precision has it", async (classes) => {
    const logits = Array.from({ length: 6 }, (_, b) => Array.from(numbers([classes], 7 + b), (z) => 8 * z));
    const labels = logits.map((_, b) => (5 * b) % classes);
    const dloss = Array.from(numbers([6], 3));
    const { loss, probabilities, dlogits } = await all(engine, logits, labels, dloss);
    const exact = exactly(logits, labels);
    expect(farthest(loss, exact.loss)).toBeLessThan(1e-6);
    expect(farthest(probabilities, exact.probabilities.flat())).toBeLessThan(1e-6);
    const slope = exact.probabilities.flatMap((row, b) =>
      row.map((p, k) => (p - (k === labels[b] ? 1 : 0)) * (dloss[b] ?? NaN)),
    );
    expect(farthest(dlogits, slope)).toBeLessThan(1e-6);
  });

  it("huge logits neither overflow nor vanish", async () => {
    const { loss, probabilities } = await all(
      engine,
      [
        [1e4, 0, -1e4],
        [-1e4, 0, 1e4],
      ],
      [0, 0],
      [1, 1],
    );
    expect(loss).toEqual([0, 2e4]);
    expect(probabilities).toEqual([1, 0, 0, 0, 0, 1]);
  });

  it("the gradient is the slope", async () => {
    const logits = [
        [0.3, -1, 2, 0.5],
        [1, 1.5, -0.5, 0],
      ],
      step = 2 ** -7;
    const { dlogits } = await all(engine, logits, [3, 1], [1, 1]);
    for (const [at, found] of dlogits.entries()) {
      const moved = (by: number) => logits.map((row, b) => row.map((z, k) => (4 * b + k === at ? z + by : z)));
      const sum = async (by: number) => (await all(engine, moved(by), [3, 1], [1, 1])).loss.reduce((a, b) => a + b);
      expect(((await sum(step)) - (await sum(-step))) / (2 * step)).toBeCloseTo(found, 3);
    }
  });

  it("a label that is no class, and a logit that is NaN, make the loss NaN and no other", async (context) => {
    context.skip(!(engine.name !== "webgpu"), "WGSL may assume that there is no NaN");
    const { loss } = await all(
      engine,
      [
        [1, 2],
        [1, 2],
        [1, 2],
        [NaN, 2],
        [0, 0],
      ],
      [2, -1, 1, 1, 0],
      [1, 1, 1, 1, 1],
    );
    expect(loss.map(Number.isNaN)).toEqual([true, true, false, true, false]);
  });

  it("names the sizes that do not fit", () => {
    expect(() => softmaxCrossEntropy(tensor2d([[1, 2]]), tensor1d([0, 1], "int32"))).toThrow(
      "Labels of shape [2] for logits of 1 examples",
    );
    expect(() => softmaxCrossEntropy(tensor2d([[1, 2]]), tensor1d([0]))).toThrow("int32 class numbers, not float32");
  });
});
