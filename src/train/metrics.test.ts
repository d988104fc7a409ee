import { describe, expect, it } from "vitest";
import { randomStream } from "../data/random.ts";
import { macroError, metricsOf } from "./metrics.ts";

describe("metrics", () => {
  it("are means over classes, so that a large class weighs no more than a small one", () => {
    // Three images of class 0, all right; one of class 1, wrong: 75 % of images, but the mean over classes is 50 %. The
    // losses' means are 0.5 and 1: over images 0.625.
    const reading = { probabilities: [0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4], losses: [0.25, 0.5, 0.75, 1] };
    expect(metricsOf(reading, { classes: 2, labels: [0, 0, 0, 1] })).toEqual({
      loss: 0.75,
      accuracy: 0.5,
      accuracyError: 0,
      top3Accuracy: 1,
      confusion: [
        [3, 0],
        [1, 0],
      ],
    });
  });

  it("count the truth among the three likeliest, ties going to the lower class", () => {
    const [falling, level] = [
      [0.4, 0.3, 0.2, 0.1, 0],
      [0.2, 0.2, 0.2, 0.2, 0.2],
    ] as const;
    const reading = { probabilities: [...falling, ...falling, ...level, ...level], losses: [0, 0, 0, 0] };
    const { top3Accuracy, accuracy, confusion } = metricsOf(reading, { classes: 5, labels: [2, 3, 4, 0] });
    expect(top3Accuracy).toBe(0.5);
    expect(accuracy).toBe(0.25);
    expect(confusion[4]?.[0]).toBe(1);
  });

  it("never count probabilities that are no numbers as right", () => {
    const found = metricsOf({ probabilities: [NaN, NaN], losses: [NaN] }, { classes: 2, labels: [0] });
    expect(found).toMatchObject({ accuracy: 0, top3Accuracy: 0, loss: NaN });
  });
});

describe("the error of an accuracy", () => {
  it("is that of a share where every image is by itself", () => {
    // One class, 30 of 40 right: √(p (1 − p) / (n − 1)).
    const isRight = Array.from({ length: 40 }, (_, image) => image < 30);
    const labels = isRight.map(() => 0);
    expect(macroError(isRight, { classes: 1, labels })).toBeCloseTo(Math.sqrt((0.75 * 0.25) / 39), 12);
    // Of a second class all are right: the mean of the two has half the error.
    const two = { classes: 2, labels: [...labels, 1, 1] };
    expect(macroError([...isRight, true, true], two)).toBeCloseTo(Math.sqrt((0.75 * 0.25) / 39) / 2, 12);
  });

  it("counts a family whose images are right or wrong together once", () => {
    const isRight = Array.from({ length: 40 }, (_, image) => image % 8 < 6);
    const families = isRight.map((_, image) => image % 8);
    const error = macroError(isRight, { classes: 1, labels: isRight.map(() => 0), families });
    expect(error).toBeCloseTo(Math.sqrt((0.75 * 0.25) / 7), 12);
  });

  it("is what a bootstrap over families within classes gives", () => {
    const stream = randomStream(1, "families");
    const [labels, families, isRight]: [number[], number[], boolean[]] = [[], [], []];
    for (let family = 0; family < 120; family++) {
      const difficulty = stream.uniform();
      for (let image = 0; image < 2 + stream.integer(8); image++) {
        labels.push(family % 4);
        families.push(family);
        isRight.push(stream.uniform() < difficulty);
      }
    }
    const drawn = Array.from({ length: 4000 }, () => accuracyOfDrawn());
    const mean = drawn.reduce((sum, value) => sum + value) / drawn.length;
    const spread = Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (drawn.length - 1));
    const error = macroError(isRight, { classes: 4, labels, families });
    expect(error).toBeGreaterThan(0.96 * spread);
    expect(error).toBeLessThan(1.06 * spread);
    // Images taken to be independent would be far more certain.
    expect(macroError(isRight, { classes: 4, labels })).toBeLessThan(0.75 * spread);

    /** The macro accuracy of as many families of each class as there are, drawn with replacement. */
    function accuracyOfDrawn(): number {
      const shares = [0, 1, 2, 3].map((label) => {
        const own = [...new Set(families.filter((_, image) => labels[image] === label))];
        const chosen = own.map(() => own[stream.integer(own.length)]);
        const images = chosen.flatMap((family) => isRight.filter((_, image) => families[image] === family));
        return images.filter(Boolean).length / images.length;
      });
      return shares.reduce((sum, share) => sum + share) / shares.length;
    }
  });
});
