// y = act((x − mean) · gain + offset (+ residual)) over x [rows, C], where gain is
// scale / √(variance + ε). The gradient recomputes a sign from `normalised`, which must round
// the same there.
import { madd } from "../wasm/arithmetic.as";
import { activationOf, dispatchApply } from "../wasm/built/activations.as";
import { put, take } from "../wasm/lanes.as";
import { lineWidth, rowsTogether, widen } from "./lines.as";

// @ts-ignore: decorator
@inline
export function normalised(x: v128, mean: v128, gain: v128, offset: v128): v128 {
  return madd(f32x4.sub(x, mean), gain, offset);
}

/** Writes gain, [C] widened; `scale` is 0 where there is none. */
export function prepareGain(variance: usize, scale: usize, epsilon: f32, channels: i32, width: i32, gain: usize): void {
  for (let at: usize = 0; at < (<usize>channels) << 2; at += 4) {
    const inverse: f32 = 1 / sqrt<f32>(load<f32>(variance + at) + epsilon);
    store<f32>(gain + at, scale == 0 ? inverse : inverse * load<f32>(scale + at));
  }
  widen(gain, channels, width);
}

/** Copies a [C] to `to`, widened. */
export function prepare(from: usize, channels: i32, width: i32, to: usize): void {
  memory.copy(to, from, (<usize>channels) << 2);
  widen(to, channels, width);
}

/** `scale` and `residual` are 0 where there are none. `scratch` holds 3 · lineWidth(channels) floats. */
export function batchNormApply(
  x: usize,
  residual: usize,
  mean: usize,
  variance: usize,
  scale: usize,
  offset: usize,
  y: usize,
  rows: i32,
  channels: i32,
  epsilon: f32,
  activation: i32,
  scratch: usize,
): void {
  const width = lineWidth(channels);
  const m = scratch,
    gain = m + ((<usize>width) << 2),
    o = gain + ((<usize>width) << 2);
  prepare(mean, channels, width, m);
  prepareGain(variance, scale, epsilon, channels, width, gain);
  prepare(offset, channels, width, o);
  if (residual == 0) dispatchApply(x, 0, m, gain, o, y, rows, channels, width, activation, false);
  else dispatchApply(x, residual, m, gain, o, y, rows, channels, width, activation, true);
}

/** @perActivation output, either */
// @ts-ignore: decorator
@inline
export function apply(
  x: usize,
  residual: usize,
  mean: usize,
  gain: usize,
  offset: usize,
  y: usize,
  rows: i32,
  channels: i32,
  width: i32,
  activation: i32,
  hasResidual: bool,
): void {
  const together = rowsTogether(channels),
    lines = rows / together,
    one = (<usize>width) << 2;
  let line = 0;
  for (; line + 4 <= lines; line += 4, x += 4 * one, y += 4 * one, residual += 4 * one) {
    for (let at: usize = 0; at < one; at += 16) {
      applyAt(x + at, residual + at, mean + at, gain + at, offset + at, y + at, one, 4, activation, hasResidual, true);
    }
  }
  for (; line < lines; line++, x += one, y += one, residual += one) {
    for (let at: usize = 0; at < one; at += 16) {
      applyAt(x + at, residual + at, mean + at, gain + at, offset + at, y + at, one, 1, activation, hasResidual, true);
    }
  }
  // the remaining rows, fewer than in a line
  for (let at: usize = 0; at < (<usize>((rows % together) * channels)) << 2; at += 4) {
    applyAt(x + at, residual + at, mean + at, gain + at, offset + at, y + at, one, 1, activation, hasResidual, false);
  }
}

/** At one place of `lines` lines, 4 or 1. */
// @ts-ignore: decorator
@inline
function applyAt(
  x: usize,
  residual: usize,
  mean: usize,
  gain: usize,
  offset: usize,
  y: usize,
  one: usize,
  lines: i32,
  activation: i32,
  hasResidual: bool,
  whole: bool,
): void {
  const m = take(mean, whole),
    k = take(gain, whole),
    o = take(offset, whole);
  put(y, valueOf(x, residual, m, k, o, activation, hasResidual, whole), whole);
  if (lines == 1) return;
  put(y + one, valueOf(x + one, residual + one, m, k, o, activation, hasResidual, whole), whole);
  put(y + 2 * one, valueOf(x + 2 * one, residual + 2 * one, m, k, o, activation, hasResidual, whole), whole);
  put(y + 3 * one, valueOf(x + 3 * one, residual + 3 * one, m, k, o, activation, hasResidual, whole), whole);
}

// @ts-ignore: decorator
@inline
function valueOf(x: usize, residual: usize, mean: v128, gain: v128, offset: v128, activation: i32, hasResidual: bool, whole: bool): v128 {
  const value = normalised(take(x, whole), mean, gain, offset);
  return activationOf(hasResidual ? f32x4.add(value, take(residual, whole)) : value, activation);
}
