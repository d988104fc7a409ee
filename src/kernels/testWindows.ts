// Random windows over images: sides, strides and padding, and what lies in them.
import type { RandomStream } from "../data/random.ts";
import { between, oneOf, type Bounds } from "./testRandomShapes.ts";

export interface Windows {
  batch: number;
  height: number;
  width: number;
  /** Rows and columns of a window. */
  size: [number, number];
  strides: [number, number];
  pad: "same" | "valid";
}

/** Windows of 1 to 7 rows and columns at strides of 1 to 3; a third are as most networks have them: square, at stride 1. */
export function drawWindows(random: RandomStream, { side }: Bounds): Windows {
  const usual = random.integer(3) === 0;
  const square = oneOf(random, [1, 3]);
  const pad = usual ? "same" : oneOf(random, ["same", "valid"]);
  const most = pad === "valid" ? Math.min(7, side) : 7;
  const size: [number, number] = usual ? [square, square] : [drawWindow(random, most), drawWindow(random, most)];
  const strides: [number, number] = usual ? [1, 1] : [drawStride(random), drawStride(random)];
  const [height, width] = size.map((least) => between(random, pad === "valid" ? least : 1, side)) as [number, number];
  return { batch: between(random, 1, 3), height, width, size, strides, pad };
}

/** 1 and 3 are drawn more often: they have kernels of their own. */
const drawWindow = (random: RandomStream, most: number): number =>
  Math.min(most, oneOf(random, [1, 3, between(random, 1, 7)]));

const drawStride = (random: RandomStream): number => oneOf(random, [1, 1, 2, 3]);

export function describeWindows({ batch, height, width, size, strides, pad }: Windows): string {
  return `${batch} of ${height}×${width} by ${size.join("×")}, stride ${strides.join("×")}, ${pad}`;
}
