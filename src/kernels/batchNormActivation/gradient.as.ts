// The gradient of batch norm with residual and activation, in two passes over the tensors:
// the first finds Σg and Σ(g·x̂) of every channel, the second the gradient of x. gradient.ts
// derives the formula.
import { madd } from "../wasm/arithmetic.as";
import { activationGradOf, dispatchAddFromX, dispatchAddFromY, dispatchGradientOfX } from "../wasm/built/activations.as";
import { prepare, prepareGain } from "./apply.as";
import { put, take } from "../wasm/lanes.as";
import { BLOCK, flush, lineWidth, rowsTogether, total, widen } from "./lines.as";

// Scratch memory, in lines: the sums of g and of g · (x − mean) in double precision, the same
// of the current block in single precision, then what belongs to the channels.
// @ts-ignore: decorator
@inline
const PRODUCTS: usize = 2,
  S: usize = 4,
  P: usize = 5,
  MEAN: usize = 6,
  GAIN: usize = 7,
  OFFSET: usize = 8,
  CONSTANT: usize = 9,
  SLOPE: usize = 10;

/**
 * The first pass. g = dy · act′ is computed from y or, with `fromX`, from x normalised again, which saves reading y but
 * allows no residual. From y, g is written to `kept`, which may be dx; from x, the second pass computes it
 * again. `scale` and `dscale` are 0 where there is none. `scratch` holds 11 · lineWidth(channels) floats, and is passed
 * on to the second pass unchanged.
 */
export function batchNormGradSums(
  dy: usize,
  x: usize,
  y: usize,
  mean: usize,
  variance: usize,
  scale: usize,
  offset: usize,
  dscale: usize,
  doffset: usize,
  kept: usize,
  rows: i32,
  channels: i32,
  epsilon: f32,
  activation: i32,
  fromX: bool,
  scratch: usize,
): void {
  const width = lineWidth(channels),
    one = (<usize>width) << 2,
    gain = scratch + GAIN * one;
  prepare(mean, channels, width, scratch + MEAN * one);
  prepareGain(variance, scale, epsilon, channels, width, gain);
  prepare(offset, channels, width, scratch + OFFSET * one);
  memory.fill(scratch, 0, MEAN * one);

  if (fromX) dispatchAddFromX(dy, x, rows, channels, activation, scratch);
  else dispatchAddFromY(dy, x, y, kept, rows, channels, activation, scratch);

  const constant = scratch + CONSTANT * one,
    slope = scratch + SLOPE * one;
  for (let c = 0; c < channels; c++) {
    const at = (<usize>c) << 2,
      sum = total(scratch, c, channels, width),
      product = total(scratch + PRODUCTS * one, c, channels, width);
    const inverse = 1 / sqrt(<f64>load<f32>(variance + at) + <f64>epsilon),
      stretch = <f64>load<f32>(gain + at);
    store<f32>(doffset + at, <f32>sum);
    if (dscale != 0) store<f32>(dscale + at, <f32>(product * inverse));
    store<f32>(constant + at, <f32>((-stretch * sum) / rows));
    store<f32>(slope + at, <f32>((-stretch * product * inverse * inverse) / rows));
  }
  widen(constant, channels, width);
  widen(slope, channels, width);
}

/**
 * The second pass: dx from x, the scratch memory, and the first pass's g with activation 0, or its dy with the
 * activation to tell g from x again. dx may be where g is.
 */
export function batchNormGradOfX(g: usize, x: usize, dx: usize, rows: i32, channels: i32, activation: i32, scratch: usize): void {
  dispatchGradientOfX(g, x, dx, rows, channels, activation, scratch);
}

/** dy · act′, told from x; apply.as.ts's `normalised` rounds the same. */
// @ts-ignore: decorator
@inline
function gFromX(dy: v128, centred: v128, gain: v128, offset: v128, activation: i32): v128 {
  return activationGradOf(dy, madd(centred, gain, offset), activation);
}

/** @perActivation either */
// @ts-ignore: decorator
@inline
export function addFromX(dy: usize, x: usize, rows: i32, channels: i32, activation: i32, scratch: usize): void {
  addAll(dy, x, 0, 0, rows, channels, activation, true, scratch);
}

/** @perActivation output, either */
// @ts-ignore: decorator
@inline
export function addFromY(dy: usize, x: usize, y: usize, kept: usize, rows: i32, channels: i32, activation: i32, scratch: usize): void {
  addAll(dy, x, y, kept, rows, channels, activation, false, scratch);
}

/** Sums of g and of g · (x − mean), as in moments.as.ts. */
// @ts-ignore: decorator
@inline
function addAll(dy: usize, x: usize, y: usize, kept: usize, rows: i32, channels: i32, activation: i32, fromX: bool, scratch: usize): void {
  const width = lineWidth(channels),
    one = (<usize>width) << 2,
    together = rowsTogether(channels),
    lines = rows / together;
  const s = scratch + S * one,
    p = scratch + P * one;
  let i: usize = 0;
  for (let start = 0; start < lines; start += BLOCK) {
    const end = min(start + BLOCK, lines);
    let line = start;
    for (; line + 4 <= end; line += 4, i += 4 * one) {
      for (let at: usize = 0; at < one; at += 16) {
        const mean = v128.load(scratch + MEAN * one + at),
          gain = v128.load(scratch + GAIN * one + at),
          offset = v128.load(scratch + OFFSET * one + at);
        const c0 = f32x4.sub(v128.load(x + i + at), mean),
          g0 = kept4(dy, y, kept, i + at, c0, gain, offset, activation, fromX);
        const c1 = f32x4.sub(v128.load(x + i + at + one), mean),
          g1 = kept4(dy, y, kept, i + at + one, c1, gain, offset, activation, fromX);
        let sum = f32x4.add(g0, g1),
          product = madd(g1, c1, f32x4.mul(g0, c0));
        const c2 = f32x4.sub(v128.load(x + i + at + 2 * one), mean),
          g2 = kept4(dy, y, kept, i + at + 2 * one, c2, gain, offset, activation, fromX);
        const c3 = f32x4.sub(v128.load(x + i + at + 3 * one), mean),
          g3 = kept4(dy, y, kept, i + at + 3 * one, c3, gain, offset, activation, fromX);
        sum = f32x4.add(sum, f32x4.add(g2, g3));
        product = f32x4.add(product, madd(g3, c3, f32x4.mul(g2, c2)));
        v128.store(s + at, f32x4.add(v128.load(s + at), sum));
        v128.store(p + at, f32x4.add(v128.load(p + at), product));
      }
    }
    for (; line < end; line++, i += one) {
      for (let at: usize = 0; at < one; at += 16) addOne(dy, x, y, kept, i, at, one, scratch, activation, fromX, true);
    }
    flush(s, scratch, width);
    flush(p, scratch + PRODUCTS * one, width);
  }
  for (let at: usize = 0; at < (<usize>((rows % together) * channels)) << 2; at += 4)
    addOne(dy, x, y, kept, i, at, one, scratch, activation, fromX, false);
  flush(s, scratch, width);
  flush(p, scratch + PRODUCTS * one, width);
}

/** The g of four floats. */
// @ts-ignore: decorator
@inline
function kept4(dy: usize, y: usize, kept: usize, at: usize, centred: v128, gain: v128, offset: v128, activation: i32, fromX: bool): v128 {
  const d = v128.load(dy + at);
  const g = fromX ? gFromX(d, centred, gain, offset, activation) : activationGradOf(d, v128.load(y + at), activation);
  if (!fromX) v128.store(kept + at, g);
  return g;
}

// @ts-ignore: decorator
@inline
function addOne(
  dy: usize,
  x: usize,
  y: usize,
  kept: usize,
  i: usize,
  at: usize,
  one: usize,
  scratch: usize,
  activation: i32,
  fromX: bool,
  whole: bool,
): void {
  const here = scratch + at,
    s = here + S * one,
    p = here + P * one;
  const centred = f32x4.sub(take(x + i + at, whole), take(here + MEAN * one, whole));
  const d = take(dy + i + at, whole);
  const g = fromX
    ? gFromX(d, centred, take(here + GAIN * one, whole), take(here + OFFSET * one, whole), activation)
    : activationGradOf(d, take(y + i + at, whole), activation);
  if (!fromX) put(kept + i + at, g, whole);
  put(s, f32x4.add(take(s, whole), g), whole);
  put(p, madd(g, centred, take(p, whole)), whole);
}

/**
 * dx = gain · g + constant + slope · (x − mean).
 * @perActivation either */
// @ts-ignore: decorator
@inline
export function gradientOfX(g: usize, x: usize, dx: usize, rows: i32, channels: i32, activation: i32, scratch: usize): void {
  const one = (<usize>lineWidth(channels)) << 2,
    together = rowsTogether(channels),
    lines = rows / together;
  let line = 0;
  for (; line + 4 <= lines; line += 4, g += 4 * one, x += 4 * one, dx += 4 * one) {
    for (let at: usize = 0; at < one; at += 16) gradientAt(g + at, x + at, dx + at, scratch + at, one, 4, activation, true);
  }
  for (; line < lines; line++, g += one, x += one, dx += one) {
    for (let at: usize = 0; at < one; at += 16) gradientAt(g + at, x + at, dx + at, scratch + at, one, 1, activation, true);
  }
  for (let at: usize = 0; at < (<usize>((rows % together) * channels)) << 2; at += 4)
    gradientAt(g + at, x + at, dx + at, scratch + at, one, 1, activation, false);
}

/** At one place of `lines` lines, 4 or 1. */
// @ts-ignore: decorator
@inline
function gradientAt(g: usize, x: usize, dx: usize, here: usize, one: usize, lines: i32, activation: i32, whole: bool): void {
  const mean = take(here + MEAN * one, whole),
    gain = take(here + GAIN * one, whole),
    offset = take(here + OFFSET * one, whole);
  const constant = take(here + CONSTANT * one, whole),
    slope = take(here + SLOPE * one, whole);
  put(dx, gradientOf(take(g, whole), take(x, whole), mean, gain, offset, constant, slope, activation), whole);
  if (lines == 1) return;
  put(dx + one, gradientOf(take(g + one, whole), take(x + one, whole), mean, gain, offset, constant, slope, activation), whole);
  put(dx + 2 * one, gradientOf(take(g + 2 * one, whole), take(x + 2 * one, whole), mean, gain, offset, constant, slope, activation), whole);
  put(dx + 3 * one, gradientOf(take(g + 3 * one, whole), take(x + 3 * one, whole), mean, gain, offset, constant, slope, activation), whole);
}

// @ts-ignore: decorator
@inline
function gradientOf(g: v128, x: v128, mean: v128, gain: v128, offset: v128, constant: v128, slope: v128, activation: i32): v128 {
  const centred = f32x4.sub(x, mean);
  return madd(gFromX(g, centred, gain, offset, activation), gain, madd(centred, slope, constant));
}
