import { describe, expect, test } from "vitest";
import { batchesPerEpoch, normalise, trainingOrder } from "./batches.ts";

const labels = Uint8Array.from({ length: 230 }, (_, index) => (index < 120 ? 0 : index < 200 ? 1 : 2)); // 120, 80 and 30 images

function countClasses(batch: Uint32Array): number[] {
  const counts = [0, 0, 0];
  for (const index of batch) counts[labels[index]!]!++;
  return counts;
}

describe("the training order", () => {
  test("draws every class as often as any other, give or take one per batch", () => {
    for (const batchSize of [1, 2, 8, 31, 32]) {
      const total = [0, 0, 0];
      for (const batch of trainingOrder(labels, 1, 0, batchSize)) {
        expect(batch.length).toBe(batchSize);
        const counts = countClasses(batch);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        counts.forEach((count, label) => (total[label]! += count));
      }
      expect(Math.max(...total) - Math.min(...total)).toBeLessThanOrEqual(4); // the leftovers even out as well
    }
  });

  test("an epoch holds as many full batches as there are images for", () => {
    expect([...trainingOrder(labels, 1, 0, 32)]).toHaveLength(7);
    expect(batchesPerEpoch(230, 32)).toBe(7);
    expect(batchesPerEpoch(10, 32)).toBe(1);
  });

  test("shows no image of a class twice before all of it was shown", () => {
    const seen = new Map<number, number>();
    for (const batch of trainingOrder(labels, 3, 0, 30))
      for (const index of batch) seen.set(index, (seen.get(index) ?? 0) + 1);
    const times = (from: number, to: number): number[] =>
      Array.from({ length: to - from }, (_, at) => seen.get(from + at) ?? 0);
    expect(Math.max(...times(0, 120))).toBe(1); // 70 draws of 120
    expect([...new Set(times(200, 230))].sort()).toEqual([2, 3]); // 70 draws of 30
  });

  test("repeats for the same seed and epoch, differs for others", () => {
    const first = (seed: number, epoch: number): string =>
      [...trainingOrder(labels, seed, epoch, 16)].map((batch) => batch.join()).join("|");
    expect(first(1, 0)).toBe(first(1, 0));
    expect(first(1, 0)).not.toBe(first(1, 1));
    expect(first(1, 0)).not.toBe(first(2, 0));
  });

  test("refuses an impossible batch", () => {
    expect(() => trainingOrder(labels, 1, 0, 0).next()).toThrow(/0 images/);
    expect(() => trainingOrder(new Uint8Array(0), 1, 0, 4).next()).toThrow(/at least one image/);
  });
});

test("bytes become floats from −2 to 2", () => {
  const out = new Float32Array(3);
  normalise(Uint8Array.of(0, 51, 255), out);
  expect([...out]).toEqual([-2, Math.fround(-1.2), 2]);
  expect(() => normalise(new Uint8Array(4), out)).toThrow(/4 bytes do not fit into 3 floats/);
});
