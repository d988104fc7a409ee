// A data set of a few made-up images, so that training can be tested quickly. For tests only.
import type { Dataset } from "../data/dataset.ts";

const CLASSES = 10;
const IMAGE_SHAPE = [32, 32, 3] as const;
const VIEW_BYTES = 32 * 32 * 3;

/** Class c is a stripe pattern of period c + 1, at a random brightness; learnt within an epoch or two. */
export function tinyDataset(trainingImages = 80, evaluationImages = 40): Dataset {
  const size = (split: string) => (split === "train" ? trainingImages : evaluationImages);
  const draw = (label: number, brightness: number, out: Uint8Array, offset: number) => {
    for (let index = 0; index < VIEW_BYTES; index++)
      out[offset + index] = brightness + (index % (label + 2) === 0 ? 120 : 0);
  };
  return {
    description: {
      id: "tiny",
      title: "Tiny",
      summary: "",
      kind: "synthetic",
      imageShape: IMAGE_SHAPE,
      settings: {},
      classNames: Array.from({ length: CLASSES }, (_, label) => `period ${label + 1}`),
      testImages: () => ({
        perClass: Array.from({ length: CLASSES }, () => evaluationImages / CLASSES),
        families: null,
      }),
    },
    settings: {},
    checksum: "tiny",
    size,
    labels: (split) => Uint8Array.from({ length: size(split) }, (_, index) => index % CLASSES),
    writeEvaluationView: (_split, index, view, out, offset) =>
      draw(index % CLASSES, 40 + (index % 7) * 10 + view * 3, out, offset),
    writeTrainingView: (index, stream, _augmentation, out, offset) =>
      draw(index % CLASSES, 40 + stream.integer(60), out, offset),
  };
}
