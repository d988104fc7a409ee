// The class templates of Coupled-10: how a class looks, as a function of how far its channels and its spatial pattern
// are coupled (κ). It knows nothing of images, backgrounds or noise.
//
// T_c(κ) = equalise((1 − κ) · u_c ⊗ p_c + κ · R_c), channel by channel: `equalise` keeps every phase and sets every
// amplitude to the same fixed spectrum. So all classes have, at every κ, the same power spectrum in every channel, the
// same energy and the same mean colour (zero): only phases, and which pattern meets which channel, tell classes apart.

import { fieldCells, fieldSize, inverseTransform, transform } from "./fourier32.ts";
import { randomStream, type RandomStream } from "./random.ts";

export const classCount = 10;
/** Templates 0 to 9 are the classes', 10 to 19 belong to no class: decoys. */
export const templateCount = 20;
const patternCount = 5;

/** Channel by channel, [3] fields of [32 × 32]; the middle of the pattern is at (0, 0), and the field wraps round. */
export type Template = readonly [Float64Array, Float64Array, Float64Array];

/**
 * The colour directions u: equal in every channel but for the sign, because channels must not differ in energy.
 * Over all four the product of any two channels cancels out.
 */
export const colourDirections: readonly (readonly [number, number, number])[] = [[1, 1, -1], [1, -1, 1], [-1, 1, 1], [1, 1, 1]];

/**
 * What a template is made of: a pattern p of five, a colour direction (its index), and the patterns (of five others) of
 * its three channels in R. Every p meets all four directions, and every channel of R shows each pattern in four
 * templates, so neither a pattern nor a colour nor one channel alone tells classes from each other and from decoys.
 */
export function templateParts(index: number): { pattern: number; direction: number; channelPatterns: readonly [number, number, number] } {
  const pattern = index % patternCount;
  const step = 1 + Math.floor(index / patternCount); // 1 and 2: classes; 3 and 4: decoys
  return { pattern, direction: (pattern + step) % 4, channelPatterns: [pattern, (pattern + step) % patternCount, (pattern + 2 * step) % patternCount] };
}

/** All twenty templates of one variant (each variant has patterns of its own). The mean square of every channel is 1. */
export function makeTemplates(seed: number, variant: number, kappa: number): readonly Template[] {
  const patterns = makePatterns(randomStream(seed, "coupled-10 patterns", variant));
  return Array.from({ length: templateCount }, (_, index) => {
    const { pattern, direction, channelPatterns } = templateParts(index);
    const channel = (place: 0 | 1 | 2): Float64Array => {
      const separable = patterns[pattern]!;
      const coupled = patterns[patternCount + channelPatterns[place]]!;
      const sign = colourDirections[direction]![place];
      return equalise(separable.map((value, cell) => (1 - kappa) * sign * value + kappa * coupled[cell]!));
    };
    return [channel(0), channel(1), channel(2)];
  });
}

/**
 * The five patterns of p and the five of R, drawn until they fit: as dark as bright and similarly peaked, so that the
 * spread of brightness does not tell them apart; uncorrelated in the same place, and none much like another in any place.
 */
function makePatterns(stream: RandomStream): Float64Array[] {
  const patterns: Float64Array[] = [];
  while (patterns.length < 2 * patternCount) {
    const pattern = makePattern(patterns, stream);
    const skewness = moment(pattern, 3);
    const kurtosis = moment(pattern, 4);
    if (skewness * skewness > 0.25 || kurtosis < 13 || kurtosis > 17) continue;
    if (patterns.every((other) => greatestCorrelation(pattern, other) < 0.6)) patterns.push(pattern);
  }
  return patterns;
}

/** Windowed noise, made uncorrelated with the patterns before it and given the common spectrum, in turns: it ends close to both. */
function makePattern(before: readonly Float64Array[], stream: RandomStream): Float64Array {
  let field = equalise(nearness.map((near) => near * stream.normal()));
  for (let round = 0; round < 3; round++) {
    for (const other of before) {
      const share = field.reduce((sum, value, cell) => sum + value * other[cell]!, 0) / fieldCells;
      field = field.map((value, cell) => value - share * other[cell]!);
    }
    if (before.length > 0) field = equalise(field);
  }
  return field;
}

function moment(field: Float64Array, power: number): number {
  return field.reduce((sum, value) => {
    let product = 1;
    for (let factor = 0; factor < power; factor++) product *= value;
    return sum + product;
  }, 0) / field.length;
}

/** The greatest correlation, of either sign, that two patterns reach when one is shifted over the other. */
function greatestCorrelation(one: Float64Array, other: Float64Array): number {
  const a = transform(one);
  const b = transform(other);
  const real = a.real.map((value, cell) => value * b.real[cell]! + a.imaginary[cell]! * b.imaginary[cell]!);
  const imaginary = a.imaginary.map((value, cell) => value * b.real[cell]! - a.real[cell]! * b.imaginary[cell]!);
  return inverseTransform({ real, imaginary }).reduce((most, value) => Math.max(most, Math.abs(value)), 0) / fieldCells;
}

const patternRadius = 9;

/** 1 in the middle (0, 0), falling smoothly to 0 at `patternRadius`; the field wraps round. */
const nearness = Float64Array.from({ length: fieldCells }, (_, cell) => {
  const rest = 1 - squaredFrequency(cell) / patternRadius ** 2; // distances wrap round as frequencies do
  return rest > 0 ? rest * rest : 0;
});

function squaredFrequency(cell: number): number {
  const fold = (k: number): number => (k < fieldSize / 2 ? k : fieldSize - k);
  return fold(Math.floor(cell / fieldSize)) ** 2 + fold(cell % fieldSize) ** 2;
}

/** The common amplitudes: none at frequency 0 (no mean colour), most near 4 cycles a picture, none from 9 on. Scaled to unit energy at the middle of an image. */
const amplitudes = makeAmplitudes();

function makeAmplitudes(): Float64Array {
  const shape = Float64Array.from({ length: fieldCells }, (_, cell) => {
    const square = squaredFrequency(cell);
    const rest = 1 - square / 81;
    return rest > 0 ? square * rest * rest * rest : 0;
  });
  const energy = shape.reduce((sum, value) => sum + value * value, 0);
  return shape.map((value) => (value / Math.sqrt(energy)) * fieldCells); // so that the field's mean square is 1
}

/** The field with the same phases and the common amplitudes. A frequency that the field lacks gets phase 0. */
function equalise(field: Float64Array): Float64Array {
  const { real, imaginary } = transform(field);
  for (let cell = 0; cell < fieldCells; cell++) {
    const length = Math.sqrt(real[cell]! * real[cell]! + imaginary[cell]! * imaginary[cell]!);
    const target = amplitudes[cell]!;
    real[cell] = length > 1e-9 ? (real[cell]! / length) * target : target;
    imaginary[cell] = length > 1e-9 ? (imaginary[cell]! / length) * target : 0;
  }
  return inverseTransform({ real, imaginary });
}
