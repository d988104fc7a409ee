// The class templates of Coupled-10: how a class looks, as a function of how far its channels and its spatial pattern
// are coupled (κ).
//
// T_c(κ) = equalise((1 − κ) · u_c ⊗ p_c + κ · R_c), channel by channel: `equalise` keeps every phase and sets every
// amplitude to the same fixed spectrum. So all classes have, at every κ, the same power spectrum in every channel, the
// same energy and the same mean colour (zero): only phases, and which pattern meets which channel, tell classes apart.

import { withCovariance } from "./colourCovariance.ts";
import { equalise, squaredDistance, withEvenTones } from "./commonSpectrum.ts";
import { fieldCells, inverseTransform, transform } from "./fourier32.ts";
import { randomStream, type RandomStream } from "./random.ts";

export const classCount = 10;
/** Templates 0 to 9 belong to the classes, 10 to 19 are decoys and belong to none. */
export const templateCount = 20;
const patternCount = 5;

/** Channel by channel, [3] fields of [32 × 32]; the middle of the pattern is at (0, 0), and the field wraps round. */
export type Template = readonly [Float64Array, Float64Array, Float64Array];

/**
 * The colour directions u: equal in every channel but for the sign, because channels must not differ in energy.
 * Over all four the product of any two channels cancels out.
 */
export const colourDirections: readonly (readonly [number, number, number])[] = [
  [1, 1, -1],
  [1, -1, 1],
  [-1, 1, 1],
  [1, 1, 1],
];

/**
 * What a template is made of: a pattern p of five, a colour direction (its index), and the patterns (of five others) of
 * its three channels in R. Every p meets all four directions, and every channel of R shows each pattern in four
 * templates, so neither a pattern nor a colour nor one channel alone tells classes from each other and from decoys.
 */
export function templateParts(index: number): {
  pattern: number;
  direction: number;
  channelPatterns: readonly [number, number, number];
} {
  const pattern = index % patternCount;
  const step = 1 + Math.floor(index / patternCount); // 1 and 2: classes; 3 and 4: decoys
  return {
    pattern,
    direction: (pattern + step) % 4,
    channelPatterns: [pattern, (pattern + step) % patternCount, (pattern + 2 * step) % patternCount],
  };
}

/** All twenty templates of one variant (each variant has patterns of its own). The mean square of every channel is 1. */
export function makeTemplates(seed: number, variant: number, kappa: number): readonly Template[] {
  const patterns = makePatterns(randomStream(seed, "coupled-10 patterns", variant));
  return Array.from({ length: templateCount }, (_, index) => {
    const { pattern, direction, channelPatterns } = templateParts(index);
    const signs = colourDirections[direction]!;
    const channel = (place: 0 | 1 | 2): Float64Array => {
      const separable = patterns[pattern]!;
      const coupled = patterns[patternCount + channelPatterns[place]]!;
      return equalise(separable.map((value, cell) => (1 - kappa) * signs[place] * value + kappa * coupled[cell]!));
    };
    return equaliseColours([channel(0), channel(1), channel(2)], signs, kappa);
  });
}

/**
 * For a given κ, gives every template the same correlations between its channels, apart from the direction's signs:
 * those that the mixture has on average, (1 − κ)² / ((1 − κ)² + κ²), which is 1 at κ = 0 and 0 at κ = 1. In an image
 * that shows all four directions, colour then says nothing about the class. Alternates with the common spectrum, which
 * is applied last.
 */
function equaliseColours(template: Template, signs: readonly [number, number, number], kappa: number): Template {
  const correlation = (1 - kappa) ** 2 / ((1 - kappa) ** 2 + kappa ** 2);
  const [x, y, z] = signs;
  const target = [
    [1, x * y * correlation, x * z * correlation],
    [x * y * correlation, 1, y * z * correlation],
    [x * z * correlation, y * z * correlation, 1],
  ] as const;
  let fields = template;
  for (let round = 0; round < 8; round++) {
    const mixed = kappa === 0 ? fields : withCovariance(fields, target); // at κ = 0 fully correlated as they are
    fields = [equalise(withEvenTones(mixed[0])), equalise(withEvenTones(mixed[1])), equalise(withEvenTones(mixed[2]))];
  }
  return fields;
}

/** The five patterns of p and the five of R: uncorrelated when aligned, and barely correlated at any other shift. */
function makePatterns(stream: RandomStream): Float64Array[] {
  const patterns: Float64Array[] = [];
  while (patterns.length < 2 * patternCount) {
    const pattern = makePattern(patterns, stream);
    if (patterns.every((other) => greatestCorrelation(pattern, other) < 0.6)) patterns.push(pattern);
  }
  return patterns;
}

/** Windowed noise, made uncorrelated with the patterns before it and brought to the common spectrum, in turns. */
function makePattern(before: readonly Float64Array[], stream: RandomStream): Float64Array {
  let field = equalise(nearness.map((near) => near * stream.normal()));
  for (let round = 0; round < 5; round++) {
    for (const other of before) {
      const share = field.reduce((sum, value, cell) => sum + value * other[cell]!, 0) / fieldCells;
      field = field.map((value, cell) => value - share * other[cell]!);
    }
    field = equalise(withEvenTones(field));
  }
  return field;
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

/** 1 in the middle (0, 0), falling smoothly to 0 at `patternRadius`. */
const nearness = Float64Array.from({ length: fieldCells }, (_, cell) => {
  const rest = 1 - squaredDistance(cell) / patternRadius ** 2;
  return rest > 0 ? rest * rest : 0;
});
