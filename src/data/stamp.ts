// A template at one size, ready to be added into an image anywhere. Images wrap round at their borders.

import type { Template } from "./coupled10Templates.ts";
import { fieldSize } from "./fourier32.ts";

/** Three channels of `side` × `side` numbers, channel after channel. */
export interface Stamp {
  readonly side: number;
  readonly values: Float64Array;
}

const scales = [0.8, 0.9, 1, 1.125, 1.25];

/** The template at each size, its mean taken out again in every channel: no size has a colour of its own. */
export function stampsOf(template: Template): Stamp[] {
  return scales.map((scale) => {
    const side = Math.min(fieldSize, 2 * Math.floor((fieldSize * scale) / 2)); // no more than the template, no more than the image
    const values = new Float64Array(3 * side * side);
    template.forEach((field, channel) => {
      const part = values.subarray(channel * side * side, (channel + 1) * side * side);
      for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) part[y * side + x] = sample(field, (x - side / 2) / scale, (y - side / 2) / scale);
      const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
      for (let cell = 0; cell < part.length; cell++) part[cell] = part[cell]! - mean;
    });
    return { side, values };
  });
}

/** The field between its cells, joined linearly; (0, 0) is its middle, and it wraps round. */
function sample(field: Float64Array, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const weightX = x - left;
  const weightY = y - top;
  const at = (row: number, column: number): number => field[(row & 31) * fieldSize + (column & 31)]!;
  const above = at(top, left) * (1 - weightX) + at(top, left + 1) * weightX;
  const below = at(top + 1, left) * (1 - weightX) + at(top + 1, left + 1) * weightX;
  return above * (1 - weightY) + below * weightY;
}

/** Adds `gain` times one channel of the stamp to a [32 × 32] field, its first cell at `place` (row · 32 + column). */
export function placeStamp(field: Float64Array, stamp: Stamp, channel: 0 | 1 | 2, place: number, gain: number): void {
  const { side, values } = stamp;
  const top = place >> 5;
  const left = place & 31;
  let from = channel * side * side;
  for (let y = 0; y < side; y++) {
    const row = ((top + y) & 31) << 5;
    for (let x = 0; x < side; x++, from++) {
      const at = row | ((left + x) & 31);
      field[at] = field[at]! + gain * values[from]!;
    }
  }
}
