// The one power spectrum that every template of Coupled-10 has, in every channel and at every size; and the steps that
// bring a field to it.

import { fieldCells, fieldSize, inverseTransform, transform } from "./fourier32.ts";

/** The sizes at which templates appear in images. */
export const templateScales = [0.8, 0.9, 1, 1.125, 1.25] as const;
export type TemplateScale = (typeof templateScales)[number];

/** The square of a cell's distance from (0, 0), in cells or cycles per picture; both wrap round. */
export function squaredDistance(cell: number): number {
  const fold = (k: number): number => (k < fieldSize / 2 ? k : fieldSize - k);
  return fold(Math.floor(cell / fieldSize)) ** 2 + fold(cell % fieldSize) ** 2;
}

/**
 * The amplitudes of a template of the given size. At size 1: none at frequency 0 (no mean colour), most near 4 cycles
 * per picture, none from 9 on, and a mean square of 1 for the field; a larger template has them at lower frequencies.
 */
function makeAmplitudes(scale: number): Float64Array {
  const shape = Float64Array.from({ length: fieldCells }, (_, cell) => {
    const square = squaredDistance(cell) * scale * scale;
    const rest = 1 - square / 81;
    return rest > 0 ? square * rest * rest * rest : 0;
  });
  const energy = shape.reduce((sum, value) => sum + value * value, 0);
  return shape.map((value) => (value / Math.sqrt(energy)) * fieldCells * scale);
}

const amplitudes = new Map(templateScales.map((scale) => [scale, makeAmplitudes(scale)]));

/** The field with the same phases and the common amplitudes. A frequency that the field lacks gets phase 0. */
export function equalise(field: Float64Array, scale: TemplateScale = 1): Float64Array {
  const { real, imaginary } = transform(field);
  const targets = amplitudes.get(scale)!;
  for (let cell = 0; cell < fieldCells; cell++) {
    const length = Math.sqrt(real[cell]! * real[cell]! + imaginary[cell]! * imaginary[cell]!);
    const target = targets[cell]!;
    real[cell] = length > 1e-9 ? (real[cell]! / length) * target : target;
    imaginary[cell] = length > 1e-9 ? (imaginary[cell]! / length) * target : 0;
  }
  return inverseTransform({ real, imaginary });
}

/** Mean fourth power of a field whose mean square is 1: a few strong spots in a large field. */
const peakedness = 15;

/**
 * One step towards as much dark as bright (mean third power 0) and towards the common peakedness, so that the spread of
 * brightness tells no class. To first order, taking α·v² and β·v³ off each value v lowers the mean third power by
 * 3α times the mean fourth, and the mean fourth by 4β times the mean sixth.
 */
export function withEvenTones(field: Float64Array): Float64Array {
  let third = 0;
  let fourth = 0;
  let sixth = 0;
  for (const value of field) {
    const square = value * value;
    third += square * value;
    fourth += square * square;
    sixth += square * square * square;
  }
  const alpha = third / (3 * fourth);
  const beta = (fourth - peakedness * field.length) / (4 * sixth);
  return field.map((value) => value - alpha * value * value - beta * value * value * value);
}
