import { expect, test } from "vitest";
import type { Dataset, Split } from "./dataset.ts";
import { defaultLinearModel, fitLinearModel, trainLinearModel } from "./linearModel.ts";

const imageShape = [32, 32, 3] as const;
const bytes = 32 * 32 * 3;

/**
 * Class 0 is dark above and bright below, class 1 the other way round. Of the test split's classes 0, 0, 0, 0, 1 the
 * last looks like class 0.
 */
const labels: Record<Split, readonly number[]> = {
  train: [0, 1, 0, 1, 0, 1, 0, 1],
  validation: [0, 1, 1, 1, 0, 1, 1],
  test: [0, 0, 0, 0, 1],
};
const looks: Record<Split, readonly number[]> = { ...labels, test: [0, 0, 0, 0, 0] };

function draw(look: number | undefined, brightness: number, out: Uint8Array, offset: number): void {
  for (let at = 0; at < bytes; at++) out[offset + at] = brightness + ((at < bytes / 2 ? 0 : 1) === look ? 40 : 0);
}

const dataset: Dataset = {
  description: {
    id: "halves",
    title: "Halves",
    summary: "",
    kind: "synthetic",
    imageShape,
    settings: {},
    classNames: ["below", "above"],
    testImages: () => ({ perClass: [4, 1], families: null }),
  },
  settings: {},
  checksum: "halves",
  size: (split) => labels[split].length,
  labels: (split) => Uint8Array.from(labels[split]),
  writeEvaluationView: (split, index, _view, out, offset) => draw(looks[split][index], 100, out, offset),
  writeTrainingView: (index, stream, _, out, offset) => draw(looks.train[index], 60 + stream.integer(100), out, offset),
};

test("learns what a linear model can, and says the mean of the classes' accuracies, each split its own", () => {
  expect(trainLinearModel(dataset, { ...defaultLinearModel, viewCount: 640 })).toEqual({
    validationAccuracy: 1,
    testAccuracy: 0.5,
  });
});

test("stops on its way, and ends with the same", () => {
  const fitting = fitLinearModel(dataset, { ...defaultLinearModel, viewCount: 640 });
  const shares: number[] = [];
  for (;;) {
    const { done, value } = fitting.next();
    if (done === true) {
      expect(value).toEqual({ validationAccuracy: 1, testAccuracy: 0.5 });
      break;
    }
    shares.push(value);
  }
  expect(shares).toEqual([0.4, 0.8]);
});
