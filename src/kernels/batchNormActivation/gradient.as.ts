// The gradient of batch norm with residual and activation, in two passes over the tensors:
// the first finds Σg and Σ(g·x̂) of every channel, the second the gradient of x. gradient.ts
// derives the formula.
import { activationGradOf } from "../activation/activation.as";
import { madd } from "../wasm/arithmetic.as";
import { prepare, prepareGain } from "./apply.as";
import { addDouble } from "./moments.as";
import { STRIP, blockLength, rowsTogether, stripWidth } from "./strips.as";

/**
 * `rule` says where g = dy · act′ is from: 0 dy itself, 1 relu told from x again (no
 * residual: saves reading y), 2 relu told from y, 3 elu told from y. With 2 and 3, g is kept
 * in `kept`, which may be dx. `scale` and `dscale` are 0 where there is none.
 * `scratch` holds 9 · stripWidth(channels) floats.
 */
export function batchNormGrad(
  dy: usize, x: usize, y: usize, mean: usize, variance: usize, scale: usize, offset: usize,
  dx: usize, dscale: usize, doffset: usize, kept: usize,
  rows: i32, channels: i32, epsilon: f32, rule: i32, scratch: usize,
): void {
  const width = stripWidth(channels), one = <usize>width << 2;
  const sums = scratch, products = sums + 2 * one;
  const m = products + 2 * one, gain = m + one, o = gain + one, constant = o + one, slope = constant + one;
  prepare(mean, channels, width, m);
  prepareGain(variance, scale, epsilon, channels, width, gain);
  prepare(offset, channels, width, o);
  memory.fill(sums, 0, 4 * one);

  if (rule == 0) addAll(dy, x, 0, m, gain, o, 0, sums, products, rows, channels, width, 0);
  else if (rule == 1) addAll(dy, x, 0, m, gain, o, 0, sums, products, rows, channels, width, 1);
  else if (rule == 2) addAll(dy, x, y, m, gain, o, kept, sums, products, rows, channels, width, 2);
  else addAll(dy, x, y, m, gain, o, kept, sums, products, rows, channels, width, 3);

  for (let c = 0; c < channels; c++) {
    const at = <usize>c << 2;
    let sum: f64 = 0, product: f64 = 0;
    for (let i = c; i < width; i += channels) {
      sum += load<f64>(sums + (<usize>i << 3));
      product += load<f64>(products + (<usize>i << 3));
    }
    const inverse = 1 / sqrt(<f64>load<f32>(variance + at) + <f64>epsilon), g = <f64>load<f32>(gain + at);
    store<f32>(doffset + at, <f32>sum);
    if (dscale != 0) store<f32>(dscale + at, <f32>(product * inverse));
    store<f32>(constant + at, <f32>(-g * sum / rows));
    store<f32>(slope + at, <f32>(-g * product * inverse * inverse / rows));
  }
  prepare(constant, channels, width, constant);
  prepare(slope, channels, width, slope);

  if (rule == 1) gradientOfX(dy, x, m, gain, o, constant, slope, dx, rows, channels, width, 1);
  else gradientOfX(rule == 0 ? dy : kept, x, m, gain, o, constant, slope, dx, rows, channels, width, 0);
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
function addAll(
  dy: usize, x: usize, y: usize, mean: usize, gain: usize, offset: usize, kept: usize,
  sums: usize, products: usize, rows: i32, channels: i32, width: i32, rule: i32,
): void {
  const times = rows / rowsTogether(channels), block = blockLength(width), wide = <usize>width << 2;
  const zero = f32x4.splat(0);
  for (let start = 0; start < times; start += block) {
    const first = <usize>start * wide, length = <usize>min(block, times - start) * wide;
    for (let at: usize = 0; at < wide; at += STRIP << 2) {
      let s0 = zero, s1 = zero, s2 = zero, s3 = zero, p0 = zero, p1 = zero, p2 = zero, p3 = zero;
      for (let i = first + at; i < first + at + length; i += wide) {
        const c0 = f32x4.sub(v128.load(x + i), v128.load(mean + at));
        const g0 = gOf(v128.load(dy + i), c0, rule > 1 ? v128.load(y + i) : zero, v128.load(gain + at), v128.load(offset + at), rule);
        if (rule > 1) v128.store(kept + i, g0);
        s0 = f32x4.add(s0, g0); p0 = madd(g0, c0, p0);
        const c1 = f32x4.sub(v128.load(x + i, 16), v128.load(mean + at, 16));
        const g1 = gOf(v128.load(dy + i, 16), c1, rule > 1 ? v128.load(y + i, 16) : zero, v128.load(gain + at, 16), v128.load(offset + at, 16), rule);
        if (rule > 1) v128.store(kept + i, g1, 16);
        s1 = f32x4.add(s1, g1); p1 = madd(g1, c1, p1);
        const c2 = f32x4.sub(v128.load(x + i, 32), v128.load(mean + at, 32));
        const g2 = gOf(v128.load(dy + i, 32), c2, rule > 1 ? v128.load(y + i, 32) : zero, v128.load(gain + at, 32), v128.load(offset + at, 32), rule);
        if (rule > 1) v128.store(kept + i, g2, 32);
        s2 = f32x4.add(s2, g2); p2 = madd(g2, c2, p2);
        const c3 = f32x4.sub(v128.load(x + i, 48), v128.load(mean + at, 48));
        const g3 = gOf(v128.load(dy + i, 48), c3, rule > 1 ? v128.load(y + i, 48) : zero, v128.load(gain + at, 48), v128.load(offset + at, 48), rule);
        if (rule > 1) v128.store(kept + i, g3, 48);
        s3 = f32x4.add(s3, g3); p3 = madd(g3, c3, p3);
      }
      const s = sums + 2 * at, p = products + 2 * at;
      addDouble(s, s0); addDouble(s + 32, s1); addDouble(s + 64, s2); addDouble(s + 96, s3);
      addDouble(p, p0); addDouble(p + 32, p1); addDouble(p + 64, p2); addDouble(p + 96, p3);
    }
  }
  const done = <usize>times * wide, left = <usize>(rows % rowsTogether(channels)) * channels << 2;
  for (let at: usize = 0; at < left; at += 4) {
    const i = done + at;
    const c = f32x4.sub(v128.load32_splat(x + i), v128.load32_splat(mean + at));
    const g = gOf(v128.load32_splat(dy + i), c, rule > 1 ? v128.load32_splat(y + i) : zero, v128.load32_splat(gain + at), v128.load32_splat(offset + at), rule);
    if (rule > 1) v128.store32_lane(kept + i, g, 0);
    const s = sums + 2 * at, p = products + 2 * at;
    store<f64>(s, load<f64>(s) + <f64>f32x4.extract_lane(g, 0));
    store<f64>(p, load<f64>(p) + <f64>f32x4.extract_lane(g, 0) * <f64>f32x4.extract_lane(c, 0));
  }
}

/** dx = gain · g + constant + slope · (x − mean). `dx` may be where g is. */
// @ts-ignore: decorator
@inline
function gradientOfX(
  g: usize, x: usize, mean: usize, gain: usize, offset: usize, constant: usize, slope: usize, dx: usize,
  rows: i32, channels: i32, width: i32, rule: i32,
): void {
  const times = rows / rowsTogether(channels), wide = <usize>width << 2;
  for (let i = 0; i < times; i++, g += wide, x += wide, dx += wide) {
    for (let at: usize = 0; at < wide; at += 16) {
      const centred = f32x4.sub(v128.load(x + at), v128.load(mean + at));
      const one = gOf(v128.load(g + at), centred, centred, v128.load(gain + at), v128.load(offset + at), rule);
      v128.store(dx + at, madd(one, v128.load(gain + at), madd(centred, v128.load(slope + at), v128.load(constant + at))));
    }
  }
  const left = <usize>(rows % rowsTogether(channels)) * channels << 2;
  for (let at: usize = 0; at < left; at += 4) {
    const centred = f32x4.sub(v128.load32_splat(x + at), v128.load32_splat(mean + at));
    const one = gOf(v128.load32_splat(g + at), centred, centred, v128.load32_splat(gain + at), v128.load32_splat(offset + at), rule);
    v128.store32_lane(dx + at, madd(one, v128.load32_splat(gain + at), madd(centred, v128.load32_splat(slope + at), v128.load32_splat(constant + at))), 0);
  }
}
