// A contact sheet: a few images of every class in one picture, as bytes that a canvas can show. It draws no text:
// the page names the classes beside the rows.

import { viewBytes, type Dataset, type Split } from "./dataset.ts";
import { randomStream } from "./random.ts";

export interface ContactSheetCell {
  /** Index into the data set's class names. */
  readonly label: number;
  /** Which training, validation or test image it is. */
  readonly index: number;
  /** The cell's corner in the sheet, in pixels; every cell is as large as an image. */
  readonly x: number;
  readonly y: number;
}

export interface ContactSheet {
  readonly width: number;
  readonly height: number;
  /** [height × width] pixels, red, green, blue and alpha; the gaps are transparent. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  readonly cells: readonly ContactSheetCell[];
}

export interface ContactSheetOptions {
  readonly split: Split;
  readonly viewsPerClass: number;
  /** Transparent pixels between neighbouring cells. */
  readonly gap: number;
  /** Another seed picks other images. */
  readonly seed: number;
}

export const defaultContactSheet: ContactSheetOptions = { split: "train", viewsPerClass: 12, gap: 2, seed: 1 };

/** One row per class, with `viewsPerClass` images (fewer where the class has fewer), as evaluation shows them. */
export function makeContactSheet(dataset: Dataset, options: ContactSheetOptions = defaultContactSheet): ContactSheet {
  const { split, viewsPerClass, gap, seed } = options;
  if (!Number.isInteger(viewsPerClass) || viewsPerClass < 1)
    throw new RangeError(
      `a contact sheet cannot show ${viewsPerClass} images per class: the number must be a whole number from 1`,
    );
  const labels = dataset.labels(split);
  const classCount = dataset.description.classNames.length;
  const [rows, columns] = dataset.description.imageShape;
  const width = viewsPerClass * (columns + gap) - gap;
  const height = classCount * (rows + gap) - gap;
  const rgba = new Uint8ClampedArray(width * height * 4);
  const bytes = new Uint8Array(viewBytes(dataset.description));
  const cells: ContactSheetCell[] = [];
  for (let label = 0; label < classCount; label++) {
    const own = Uint32Array.from(labels.keys()).filter((index) => labels[index] === label);
    for (const [column, index] of randomStream(seed, "contact sheet", label)
      .shuffle(own)
      .subarray(0, viewsPerClass)
      .entries()) {
      const cell = { label, index, x: column * (columns + gap), y: label * (rows + gap) };
      dataset.writeEvaluationView(split, index, 0, bytes, 0);
      for (let pixel = 0; pixel < rows * columns; pixel++) {
        const at = ((cell.y + Math.floor(pixel / columns)) * width + cell.x + (pixel % columns)) * 4;
        rgba.set(bytes.subarray(pixel * 3, pixel * 3 + 3), at);
        rgba[at + 3] = 255;
      }
      cells.push(cell);
    }
  }
  return { width, height, rgba, cells };
}
