// A template at one size, ready to be added into an image anywhere. Images wrap round at their borders.

import { equalise, templateScales } from "./commonSpectrum.ts";
import type { Template } from "./coupled10Templates.ts";
import { fieldCells, fieldSize } from "./fourier32.ts";

/** The template at every size, each with the common spectrum of its size. */
export function scaledTemplates(template: Template): readonly Template[] {
  return templateScales.map((scale) => {
    const resized = (field: Float64Array): Float64Array =>
      equalise(
        Float64Array.from({ length: fieldCells }, (_, cell) =>
          sample(field, signed(cell % fieldSize) / scale, signed(Math.floor(cell / fieldSize)) / scale),
        ),
        scale,
      );
    return [resized(template[0]), resized(template[1]), resized(template[2])];
  });
}

/** 0 … 31 as −16 … 15. */
function signed(place: number): number {
  return place < fieldSize / 2 ? place : place - fieldSize;
}

/** The field, interpolated linearly between its cells; 0 beyond 16 cells from its middle (0, 0). */
function sample(field: Float64Array, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < -16 || left > 14 || top < -16 || top > 14) return 0;
  const at = (row: number, column: number): number => field[(row & 31) * fieldSize + (column & 31)]!;
  const above = at(top, left) * (1 - (x - left)) + at(top, left + 1) * (x - left);
  const below = at(top + 1, left) * (1 - (x - left)) + at(top + 1, left + 1) * (x - left);
  return above * (1 - (y - top)) + below * (y - top);
}

/** Adds `gain` times a [32 × 32] field to another, its middle at `place` (row · 32 + column). */
export function addShifted(target: Float64Array, field: Float64Array, place: number, gain: number): void {
  const down = place >> 5;
  const right = place & 31;
  for (let y = 0, from = 0; y < fieldSize; y++) {
    const row = ((y + down) & 31) << 5;
    for (let x = 0; x < fieldSize; x++, from++) {
      const at = row | ((x + right) & 31);
      target[at] = target[at]! + gain * field[from]!;
    }
  }
}
