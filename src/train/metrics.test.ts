import { describe, expect, it } from "vitest";
import { collectMetrics } from "./metrics.ts";

describe("metrics", () => {
  it("counts by class, so that a large class weighs no more than a small one", () => {
    const metrics = collectMetrics(2);
    // Three images of class 0, all right; one of class 1, wrong: 75 % of images, but the mean over classes is 50 %. The
    // losses' means are 0.5 and 1: over images 0.625.
    metrics.add([0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4], [0.25, 0.5, 0.75, 1], [0, 0, 0, 1]);
    expect(metrics.result("validation")).toEqual({
      split: "validation",
      loss: 0.75,
      accuracy: 0.5,
      top3Accuracy: 1,
      confusion: [
        [3, 0],
        [1, 0],
      ],
    });
  });

  it("counts the truth among the three likeliest, ties going to the lower class", () => {
    const metrics = collectMetrics(5);
    metrics.add([0.4, 0.3, 0.2, 0.1, 0], [0], [2]);
    metrics.add([0.4, 0.3, 0.2, 0.1, 0], [0], [3]);
    metrics.add([0.2, 0.2, 0.2, 0.2, 0.2], [0], [4]);
    metrics.add([0.2, 0.2, 0.2, 0.2, 0.2], [0], [0]);
    const { top3Accuracy, accuracy, confusion } = metrics.result("test");
    expect(top3Accuracy).toBe(0.5);
    expect(accuracy).toBe(0.25);
    expect(confusion[4]?.[0]).toBe(1);
  });

  it("never counts probabilities that are no numbers as right", () => {
    const metrics = collectMetrics(2);
    metrics.add([NaN, NaN], [NaN], [0]);
    expect(metrics.result("test")).toMatchObject({ accuracy: 0, top3Accuracy: 0, loss: NaN });
  });

  it("adds up over batches", () => {
    const metrics = collectMetrics(2);
    metrics.add([0.9, 0.1], [2], [0]);
    metrics.add([0.1, 0.9], [4], [1]);
    expect(metrics.result("test")).toMatchObject({ loss: 3, accuracy: 1 });
  });
});
