// The gradient of batch norm with residual and activation, in two passes over the tensors:
// the first finds Σg and Σ(g·x̂) of every channel, the second the gradient of x. gradient.ts
// derives the formula.
import { activationGradOf } from "../activation/activation.as";
import { madd } from "../wasm/arithmetic.as";
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
 * The first pass. `rule` says where g = dy · act′ is from: 0 dy itself, 1 relu told from x
 * again (no residual: saves reading y), 2 relu told from y, 3 elu told from y. With 2 and 3,
 * g is kept in `kept`, which may be dx. `scale` and `dscale` are 0 where there is none.
 * `scratch` holds 11 · lineWidth(channels) floats, and goes to the second pass as it is.
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
  rule: i32,
  scratch: usize,
): void {
  const width = lineWidth(channels),
    one = (<usize>width) << 2,
    gain = scratch + GAIN * one;
  prepare(mean, channels, width, scratch + MEAN * one);
  prepareGain(variance, scale, epsilon, channels, width, gain);
  prepare(offset, channels, width, scratch + OFFSET * one);
  memory.fill(scratch, 0, MEAN * one);

  if (rule == 0) addAll(dy, x, y, kept, rows, channels, 0, scratch);
  else if (rule == 1) addAll(dy, x, y, kept, rows, channels, 1, scratch);
  else if (rule == 2) addAll(dy, x, y, kept, rows, channels, 2, scratch);
  else addAll(dy, x, y, kept, rows, channels, 3, scratch);

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

/** The second pass: dx from the x, the scratch memory and the g (or, with rule 1, dy) of the first. dx may be where g is. */
export function batchNormGradOfX(g: usize, x: usize, dx: usize, rows: i32, channels: i32, rule: i32, scratch: usize): void {
  if (rule == 1) gradientOfX(g, x, dx, rows, channels, 1, scratch);
  else gradientOfX(g, x, dx, rows, channels, 0, scratch);
}

// @ts-ignore: decorator
@inline
function gOf(dy: v128, centred: v128, y: v128, gain: v128, offset: v128, rule: i32): v128 {
  if (rule == 0) return dy;
  if (rule == 1) return v128.and(dy, f32x4.gt(madd(centred, gain, offset), f32x4.splat(0)));
  return activationGradOf(dy, y, rule - 1);
}

/** Sums of g and of g · (x − mean), as in moments.as.ts. */
// @ts-ignore: decorator
@inline
function addAll(dy: usize, x: usize, y: usize, kept: usize, rows: i32, channels: i32, rule: i32, scratch: usize): void {
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
          g0 = kept4(dy, y, kept, i + at, c0, gain, offset, rule);
        const c1 = f32x4.sub(v128.load(x + i + at + one), mean),
          g1 = kept4(dy, y, kept, i + at + one, c1, gain, offset, rule);
        let sum = f32x4.add(g0, g1),
          product = madd(g1, c1, f32x4.mul(g0, c0));
        const c2 = f32x4.sub(v128.load(x + i + at + 2 * one), mean),
          g2 = kept4(dy, y, kept, i + at + 2 * one, c2, gain, offset, rule);
        const c3 = f32x4.sub(v128.load(x + i + at + 3 * one), mean),
          g3 = kept4(dy, y, kept, i + at + 3 * one, c3, gain, offset, rule);
        sum = f32x4.add(sum, f32x4.add(g2, g3));
        product = f32x4.add(product, madd(g3, c3, f32x4.mul(g2, c2)));
        v128.store(s + at, f32x4.add(v128.load(s + at), sum));
        v128.store(p + at, f32x4.add(v128.load(p + at), product));
      }
    }
    for (; line < end; line++, i += one) {
      for (let at: usize = 0; at < one; at += 16) addOne(dy, x, y, kept, i, at, one, scratch, rule, true);
    }
    flush(s, scratch, width);
    flush(p, scratch + PRODUCTS * one, width);
  }
  for (let at: usize = 0; at < (<usize>((rows % together) * channels)) << 2; at += 4)
    addOne(dy, x, y, kept, i, at, one, scratch, rule, false);
  flush(s, scratch, width);
  flush(p, scratch + PRODUCTS * one, width);
}

/** The g of four floats; kept where the rule says so. */
// @ts-ignore: decorator
@inline
function kept4(dy: usize, y: usize, kept: usize, at: usize, centred: v128, gain: v128, offset: v128, rule: i32): v128 {
  const g = gOf(v128.load(dy + at), centred, rule > 1 ? v128.load(y + at) : centred, gain, offset, rule);
  if (rule > 1) v128.store(kept + at, g);
  return g;
}

// @ts-ignore: decorator
@inline
function addOne(dy: usize, x: usize, y: usize, kept: usize, i: usize, at: usize, one: usize, scratch: usize, rule: i32, whole: bool): void {
  const here = scratch + at,
    s = here + S * one,
    p = here + P * one;
  const centred = f32x4.sub(take(x + i + at, whole), take(here + MEAN * one, whole));
  const g = gOf(
    take(dy + i + at, whole),
    centred,
    rule > 1 ? take(y + i + at, whole) : centred,
    take(here + GAIN * one, whole),
    take(here + OFFSET * one, whole),
    rule,
  );
  if (rule > 1) put(kept + i + at, g, whole);
  put(s, f32x4.add(take(s, whole), g), whole);
  put(p, madd(g, centred, take(p, whole)), whole);
}

/** dx = gain · g + constant + slope · (x − mean). */
// @ts-ignore: decorator
@inline
function gradientOfX(g: usize, x: usize, dx: usize, rows: i32, channels: i32, rule: i32, scratch: usize): void {
  const one = (<usize>lineWidth(channels)) << 2,
    together = rowsTogether(channels),
    lines = rows / together;
  let line = 0;
  for (; line + 4 <= lines; line += 4, g += 4 * one, x += 4 * one, dx += 4 * one) {
    for (let at: usize = 0; at < one; at += 16) gradientAt(g + at, x + at, dx + at, scratch + at, one, 4, rule, true);
  }
  for (; line < lines; line++, g += one, x += one, dx += one) {
    for (let at: usize = 0; at < one; at += 16) gradientAt(g + at, x + at, dx + at, scratch + at, one, 1, rule, true);
  }
  for (let at: usize = 0; at < (<usize>((rows % together) * channels)) << 2; at += 4)
    gradientAt(g + at, x + at, dx + at, scratch + at, one, 1, rule, false);
}

/** At one place of `lines` lines, 4 or 1. */
// @ts-ignore: decorator
@inline
function gradientAt(g: usize, x: usize, dx: usize, here: usize, one: usize, lines: i32, rule: i32, whole: bool): void {
  const mean = take(here + MEAN * one, whole),
    gain = take(here + GAIN * one, whole),
    offset = take(here + OFFSET * one, whole);
  const constant = take(here + CONSTANT * one, whole),
    slope = take(here + SLOPE * one, whole);
  put(dx, gradientOf(take(g, whole), take(x, whole), mean, gain, offset, constant, slope, rule), whole);
  if (lines == 1) return;
  put(dx + one, gradientOf(take(g + one, whole), take(x + one, whole), mean, gain, offset, constant, slope, rule), whole);
  put(dx + 2 * one, gradientOf(take(g + 2 * one, whole), take(x + 2 * one, whole), mean, gain, offset, constant, slope, rule), whole);
  put(dx + 3 * one, gradientOf(take(g + 3 * one, whole), take(x + 3 * one, whole), mean, gain, offset, constant, slope, rule), whole);
}

// @ts-ignore: decorator
@inline
function gradientOf(g: v128, x: v128, mean: v128, gain: v128, offset: v128, constant: v128, slope: v128, rule: i32): v128 {
  const centred = f32x4.sub(x, mean);
  return madd(gOf(g, centred, centred, gain, offset, rule), gain, madd(centred, slope, constant));
}
