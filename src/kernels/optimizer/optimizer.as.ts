// One optimizer step over one parameter tensor, in place: weight decay, the update, the
// moving average. op.ts has the formulas. `average` is 0 where there is none; what may change
// from step to step lies in memory at `factors`, in the order of wasm.ts.
import { madd } from "../wasm/arithmetic.as";
import { put, take, wholeBytes } from "../wasm/lanes.as";

/** v ← momentum · v + (g + decay · p); p ← p − rate · v. */
export function sgdStep(p: usize, g: usize, v: usize, average: usize, count: i32, decay: f32, factors: usize): void {
  const rate = load<f32>(factors), momentum = load<f32>(factors, 4);
  const bytes = <usize>count << 2;
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) sgd(p + at, g + at, v + at, rate, momentum, decay, true);
  for (; at < bytes; at += 4) sgd(p + at, g + at, v + at, rate, momentum, decay, false);
  if (average != 0) moveAverage(p, average, bytes, load<f32>(factors, 8), load<f32>(factors, 12));
}

/** m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², p ← p − (rate / c₁) · m / (√(v / c₂) + ε). */
export function adamStep(p: usize, g: usize, m: usize, v: usize, average: usize, count: i32, decay: f32, factors: usize): void {
  const beta1 = load<f32>(factors, 16), rest1 = load<f32>(factors, 20), beta2 = load<f32>(factors, 24), rest2 = load<f32>(factors, 28);
  const epsilon = load<f32>(factors, 32), rateOverC1 = load<f32>(factors, 36), oneOverC2 = load<f32>(factors, 40);
  const bytes = <usize>count << 2;
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) {
    adam(p + at, g + at, m + at, v + at, rateOverC1, oneOverC2, beta1, rest1, beta2, rest2, epsilon, decay, true);
  }
  for (; at < bytes; at += 4) {
    adam(p + at, g + at, m + at, v + at, rateOverC1, oneOverC2, beta1, rest1, beta2, rest2, epsilon, decay, false);
  }
  if (average != 0) moveAverage(p, average, bytes, load<f32>(factors, 8), load<f32>(factors, 12));
}

// @ts-ignore: decorator
@inline
function sgd(p: usize, g: usize, v: usize, rate: f32, momentum: f32, decay: f32, whole: bool): void {
  const old = take(p, whole);
  const gradient = madd(old, f32x4.splat(decay), take(g, whole));
  const velocity = madd(take(v, whole), f32x4.splat(momentum), gradient);
  put(v, velocity, whole);
  put(p, madd(velocity, f32x4.splat(-rate), old), whole);
}

// @ts-ignore: decorator
@inline
function adam(
  p: usize, g: usize, m: usize, v: usize, rateOverC1: f32, oneOverC2: f32,
  beta1: f32, rest1: f32, beta2: f32, rest2: f32, epsilon: f32, decay: f32, whole: bool,
): void {
  const old = take(p, whole);
  const gradient = madd(old, f32x4.splat(decay), take(g, whole));
  const first = madd(take(m, whole), f32x4.splat(beta1), f32x4.mul(gradient, f32x4.splat(rest1)));
  const second = madd(take(v, whole), f32x4.splat(beta2), f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(rest2)));
  put(m, first, whole);
  put(v, second, whole);
  const root = f32x4.sqrt(f32x4.mul(second, f32x4.splat(oneOverC2)));
  const change = f32x4.div(f32x4.mul(first, f32x4.splat(rateOverC1)), f32x4.add(root, f32x4.splat(epsilon)));
  put(p, f32x4.sub(old, change), whole);
}

/** a ← averageDecay · a + (1 − averageDecay) · p. */
function moveAverage(p: usize, average: usize, bytes: usize, decay: f32, rest: f32): void {
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) moved(p + at, average + at, decay, rest, true);
  for (; at < bytes; at += 4) moved(p + at, average + at, decay, rest, false);
}

// @ts-ignore: decorator
@inline
function moved(p: usize, average: usize, decay: f32, rest: f32, whole: bool): void {
  put(average, madd(take(average, whole), f32x4.splat(decay), f32x4.mul(take(p, whole), f32x4.splat(rest))), whole);
}
