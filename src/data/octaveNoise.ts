// 1/f noise as a sum of octaves: random values on ever finer grids, smoothly joined, each octave half as strong as the
// coarser one before. It wraps round, and its channels are correlated in a random way, new in every image.

import { fieldCells, fieldSize } from "./fourier32.ts";
import type { RandomStream } from "./random.ts";

const cellSizes = [16, 8, 4, 2, 1];

/** Standard deviation of the sum of octaves below, by which it is divided. */
const standardDeviation = Math.sqrt(
  cellSizes.reduce((sum, cell) => sum + ((cell / 16) ** 2 / 3) * joinedVariance(cell), 0),
);

/** 3s² − 2s³ at the cells of a grid: rises from 0 at a node towards 1 at the next. */
function joint(step: number, cell: number): number {
  const s = step / cell;
  return s * s * (3 - 2 * s);
}

/** How much of a grid's variance is left, on average over its cells, after interpolation. */
function joinedVariance(cell: number): number {
  let along = 0;
  for (let step = 0; step < cell; step++) along += (1 - joint(step, cell)) ** 2 + joint(step, cell) ** 2;
  return (along / cell) ** 2;
}

const noiseField = new Float64Array(fieldCells);
const grid = new Float64Array(fieldCells);
const gridRow = new Float64Array(fieldSize);

/** Adds noise of the given standard deviation (averaged over images) to the three [32 × 32] channels. */
export function addNoise(
  channels: readonly [Float64Array, Float64Array, Float64Array],
  level: number,
  stream: RandomStream,
): void {
  // Each channel is a mixture of three independent fields; its weights' squares sum to 1.
  const weights = channels.map(() => {
    const raw = [stream.normal(), stream.normal(), stream.normal()];
    const length = Math.sqrt(raw.reduce((sum, value) => sum + value * value, 0));
    return raw.map((value) => (value / length) * (level / standardDeviation));
  });
  for (let source = 0; source < 3; source++) {
    drawNoise(stream);
    for (const [index, channel] of channels.entries()) {
      const weight = weights[index]![source]!;
      for (let cell = 0; cell < fieldCells; cell++) channel[cell] = channel[cell]! + weight * noiseField[cell]!;
    }
  }
}

function drawNoise(stream: RandomStream): void {
  noiseField.fill(0);
  for (const cell of cellSizes) {
    const nodes = fieldSize / cell;
    const strength = cell / 16;
    for (let node = 0; node < nodes * nodes; node++) grid[node] = (2 * stream.uniform() - 1) * strength;
    const weights = Float64Array.from({ length: cell }, (_, step) => joint(step, cell));
    for (let y = 0; y < fieldSize; y++) {
      const above = Math.floor(y / cell) * nodes;
      const below = (above + nodes) % (nodes * nodes);
      const weightY = weights[y % cell]!;
      for (let node = 0; node < nodes; node++)
        gridRow[node] = grid[above + node]! * (1 - weightY) + grid[below + node]! * weightY;
      for (let node = 0, at = y * fieldSize; node < nodes; node++) {
        const left = gridRow[node]!;
        const right = gridRow[(node + 1) % nodes]!;
        for (let step = 0; step < cell; step++, at++)
          noiseField[at] = noiseField[at]! + left + (right - left) * weights[step]!;
      }
    }
  }
}
