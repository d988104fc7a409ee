// What a seed decides of an epoch's pictures, and what it does not.
import { expect, it } from "vitest";
import type { Dataset } from "../data/dataset.ts";
import { tinyDataset } from "./tinyDataset.ts";
import { trainingBatches } from "./trainingBatches.ts";

/** Which images an epoch shows, in which order, and what was drawn for each one's view. */
function shown(seed: number, epoch: number): { readonly order: number[]; readonly draws: number[] } {
  const order: number[] = [];
  const draws: number[] = [];
  const dataset: Dataset = {
    ...tinyDataset(),
    writeTrainingView(index, stream) {
      order.push(index);
      draws.push(stream.nextUint32());
    },
  };
  for (const { labels } of trainingBatches(dataset, seed, epoch, 20)) expect([...labels]).toEqual(order.slice(-20).map((index) => index % 10));
  return { order, draws };
}

it("an epoch of a seed is always the same; another epoch has another order and other views, and so has another seed", () => {
  const first = shown(1, 0);
  expect(first.order).toHaveLength(80);
  expect(new Set(first.draws).size).toBe(80);
  expect(shown(1, 0)).toEqual(first);
  for (const other of [shown(1, 1), shown(2, 0)]) {
    expect(other.order).not.toEqual(first.order);
    expect(other.draws.filter((draw) => first.draws.includes(draw))).toEqual([]);
  }
});
