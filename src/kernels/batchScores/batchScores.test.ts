// The mean loss and the accuracy of a batch on every engine.
import { scalar, tensor1d, tensor2d, type Scalar } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { describeEngines, valuesOn } from "../testEngines.ts";
import { numbers } from "../testNumbers.ts";
import { batchScores } from "./op.ts";

describeEngines("batchScores", (engine) => {
  const scoresOf = async (probabilities: readonly (readonly number[])[], labels: readonly number[]) => {
    const [found] = await valuesOn(engine, () => [
      batchScores(
        scalar(1.25) as Scalar,
        tensor2d(probabilities.map((row) => [...row])),
        tensor1d([...labels], "int32"),
      ),
    ]);
    return [...(found ?? [])];
  };

  it("counts an example whose label is the likeliest class, the first of equals, and no label that is no class", async () => {
    const rows = [
      [0.2, 0.5, 0.3],
      [0.4, 0.2, 0.4],
      [0.4, 0.2, 0.4],
      [0.1, 0.1, 0.8],
      [1, 0, 0],
      [0, 0, 1],
      [0, 1, 0],
      [0.5, 0.5, 0],
    ];
    expect(await scoresOf(rows, [1, 0, 2, 2, 3, -1, 0, 0])).toEqual([1.25, 0.5]);
  });

  it.each([
    [1, 1],
    [3, 10],
    [64, 7],
    [200, 10],
  ])("%d examples of %d classes, as JavaScript counts them", async (examples, classes) => {
    const values = numbers([examples, classes], 3);
    const rows = Array.from({ length: examples }, (_, b) =>
      Array.from(values.subarray(b * classes, (b + 1) * classes)),
    );
    const labels = rows.map((_, b) => (b * b) % classes);
    const right = rows.filter((row, b) => row.indexOf(Math.max(...row)) === labels[b]).length;
    const [loss, accuracy] = await scoresOf(rows, labels);
    expect(loss).toBe(1.25);
    expect(accuracy).toBeCloseTo(right / examples, 6);
  });

  it("names what does not fit", () => {
    const rows = tensor2d([[1, 2]]),
      labels = tensor1d([0], "int32");
    expect(() => batchScores(tensor1d([1, 2]) as unknown as Scalar, rows, labels)).toThrow(
      "one number, not of shape [2]",
    );
    expect(() => batchScores(scalar(1), rows, tensor1d([0, 1], "int32"))).toThrow(
      "Labels of shape [2] for probabilities of 1 examples",
    );
    expect(() => batchScores(scalar(1), rows, tensor1d([0]))).toThrow("int32 class numbers, not float32");
  });
});
