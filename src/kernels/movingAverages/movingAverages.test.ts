// Moving averages on every engine: by the formula over several batches, and without changing other tensors.
import { clone, dispose, memory, tensor1d, variable } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { describeEngines, farthest } from "../testEngines.ts";
import { numbers } from "../testNumbers.ts";
import { moveAverages } from "./op.ts";

const sizes = [1, 4, 7, 48];
const momenta = [0.9, 0, 0.99, 0.5];
const batchOf = (i: number, step: number) => numbers([sizes[i] ?? 0], 10 * step + i);
const make = () => sizes.map((size, i) => variable(tensor1d(numbers([size], 90 + i)), false));

function move(moving: ReturnType<typeof make>, step: number): void {
  const batches = moving.map((_, i) => tensor1d(batchOf(i, step)));
  moveAverages(moving.map((own, i) => ({ moving: own, batch: batches[i] ?? own, momentum: momenta[i] ?? NaN })));
  dispose(batches);
}

describeEngines("moveAverages", (engine) => {
  it("keeps the momentum's share and takes the rest from the batch, over three batches", async () => {
    const moving = make();
    for (const step of [1, 2, 3]) move(moving, step);
    for (const [i, own] of moving.entries()) {
      const kept = momenta[i] ?? NaN;
      const wanted = [1, 2, 3].reduce(
        (average, step) => average.map((value, k) => kept * value + (1 - kept) * (batchOf(i, step)[k] ?? NaN)),
        Array.from(numbers([sizes[i] ?? 0], 90 + i)),
      );
      expect(farthest(await own.data(), wanted)).toBeLessThan(1e-6);
    }
    dispose(moving);
  });

  it("changes no tensor that shares a variable's memory, and holds no more tensors than before", async () => {
    const moving = make();
    const copies = moving.map((own) => clone(own));
    const before = memory().numTensors;
    move(moving, 1);
    expect(memory().numTensors).toBe(before);
    for (const [i, copy] of copies.entries()) expect(await copy.data()).toEqual(numbers([sizes[i] ?? 0], 90 + i));
    dispose([moving, copies]);
  });

  it("works in place", (context) => {
    context.skip(!(engine.name !== "cpu"), "the reference assigns new tensors");
    const moving = make();
    move(moving, 1);
    const places = moving.map(({ dataId }) => dataId);
    move(moving, 2);
    moving.forEach((own, i) => expect(own.dataId).toBe(places[i])); // no deep comparison: a dataId is {}
    dispose(moving);
  });

  it("names both shapes that do not fit", () => {
    const moving = variable(tensor1d([1, 2]), false),
      batch = tensor1d([1, 2, 3]);
    expect(() => moveAverages([{ moving, batch, momentum: 0.9 }])).toThrow(
      "moving average of shape [2] met a batch's of shape [3]",
    );
    dispose([moving, batch]);
  });
});
