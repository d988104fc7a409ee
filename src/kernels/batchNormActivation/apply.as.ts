// y = act((x − mean) · gain + offset (+ residual)) over x [rows, C], where gain is
// scale / √(variance + ε). The gradient recomputes a sign from `normalised`: it must round
// the same there.
import { activationOf } from "../activation/activation.as";
import { madd } from "../wasm/arithmetic.as";
import { stripWidth, widen, rowsTogether } from "./strips.as";

// @ts-ignore: decorator
@inline
export function normalised(x: v128, mean: v128, gain: v128, offset: v128): v128 {
  return madd(f32x4.sub(x, mean), gain, offset);
}

/** Writes gain, [C] widened; `scale` is 0 where there is none. */
export function prepareGain(variance: usize, scale: usize, epsilon: f32, channels: i32, width: i32, gain: usize): void {
  for (let at: usize = 0; at < <usize>channels << 2; at += 4) {
    const inverse: f32 = 1 / sqrt<f32>(load<f32>(variance + at) + epsilon);
    store<f32>(gain + at, scale == 0 ? inverse : inverse * load<f32>(scale + at));
  }
  widen(gain, channels, width);
}

/** Copies a [C] to `to`, widened. */
export function prepare(from: usize, channels: i32, width: i32, to: usize): void {
  memory.copy(to, from, <usize>channels << 2);
  widen(to, channels, width);
}

/** `scale` and `residual` are 0 where there are none. `scratch` holds 3 · stripWidth(channels) floats. */
export function batchNormApply(
  x: usize, residual: usize, mean: usize, variance: usize, scale: usize, offset: usize, y: usize,
  rows: i32, channels: i32, epsilon: f32, activation: i32, scratch: usize,
): void {
  const width = stripWidth(channels);
  const m = scratch, gain = m + (<usize>width << 2), o = gain + (<usize>width << 2);
  prepare(mean, channels, width, m);
  prepareGain(variance, scale, epsilon, channels, width, gain);
  prepare(offset, channels, width, o);
  if (residual == 0) {
    if (activation == 0) apply(x, 0, m, gain, o, y, rows, channels, width, 0, false);
    else if (activation == 1) apply(x, 0, m, gain, o, y, rows, channels, width, 1, false);
    else apply(x, 0, m, gain, o, y, rows, channels, width, 2, false);
  } else {
    if (activation == 0) apply(x, residual, m, gain, o, y, rows, channels, width, 0, true);
    else if (activation == 1) apply(x, residual, m, gain, o, y, rows, channels, width, 1, true);
    else apply(x, residual, m, gain, o, y, rows, channels, width, 2, true);
  }
}

// @ts-ignore: decorator
@inline
function apply(
  x: usize, residual: usize, mean: usize, gain: usize, offset: usize, y: usize,
  rows: i32, channels: i32, width: i32, activation: i32, hasResidual: bool,
): void {
  const times = rows / rowsTogether(channels), wide = <usize>width << 2;
  for (let i = 0; i < times; i++, x += wide, y += wide, residual += wide) {
    for (let at: usize = 0; at < wide; at += 16) {
      let value = normalised(v128.load(x + at), v128.load(mean + at), v128.load(gain + at), v128.load(offset + at));
      if (hasResidual) value = f32x4.add(value, v128.load(residual + at));
      v128.store(y + at, activationOf(value, activation));
    }
  }
  // the rows that are left: fewer than are taken together, so the widened vectors reach
  const left = <usize>(rows % rowsTogether(channels)) * channels << 2;
  for (let at: usize = 0; at < left; at += 4) {
    let value = normalised(v128.load32_splat(x + at), v128.load32_splat(mean + at), v128.load32_splat(gain + at), v128.load32_splat(offset + at));
    if (hasResidual) value = f32x4.add(value, v128.load32_splat(residual + at));
    v128.store32_lane(y + at, activationOf(value, activation), 0);
  }
}
