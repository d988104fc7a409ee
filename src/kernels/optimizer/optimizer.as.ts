// One optimizer step over a stretch of parameters, in place and in one pass: weight decay, the
// update, the moving average. op.ts has the formulas. `average` is 0 where there is none. Settings
// that may change from step to step are in memory at `factors`, in the order of wasm.ts.
import { madd } from "../wasm/arithmetic.as";
import { put, take, wholeBytes } from "../wasm/lanes.as";

/** v ← momentum · v + (g + decay · p); p ← p − rate · v. */
export function sgdStep(p: usize, g: usize, v: usize, average: usize, count: i32, decay: f32, factors: usize): void {
  if (average != 0) sgdPass(p, g, v, average, count, decay, factors, true);
  else sgdPass(p, g, v, average, count, decay, factors, false);
}

/** m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², p ← p − (rate / c₁) · m / (√(v / c₂) + ε). */
export function adamStep(p: usize, g: usize, m: usize, v: usize, average: usize, count: i32, decay: f32, factors: usize): void {
  if (average != 0) adamPass(p, g, m, v, average, count, decay, factors, true);
  else adamPass(p, g, m, v, average, count, decay, factors, false);
}

// @ts-ignore: decorator
@inline
function sgdPass(p: usize, g: usize, v: usize, average: usize, count: i32, decay: f32, factors: usize, averaged: bool): void {
  const rate = load<f32>(factors),
    momentum = load<f32>(factors, 4),
    kept = load<f32>(factors, 8),
    rest = load<f32>(factors, 12);
  const bytes = (<usize>count) << 2;
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16)
    moveAverage(average + at, sgd(p + at, g + at, v + at, rate, momentum, decay, true), kept, rest, averaged, true);
  for (; at < bytes; at += 4)
    moveAverage(average + at, sgd(p + at, g + at, v + at, rate, momentum, decay, false), kept, rest, averaged, false);
}

// @ts-ignore: decorator
@inline
function adamPass(p: usize, g: usize, m: usize, v: usize, average: usize, count: i32, decay: f32, factors: usize, averaged: bool): void {
  const kept = load<f32>(factors, 8),
    rest = load<f32>(factors, 12);
  const beta1 = load<f32>(factors, 16),
    rest1 = load<f32>(factors, 20),
    beta2 = load<f32>(factors, 24),
    rest2 = load<f32>(factors, 28);
  const epsilon = load<f32>(factors, 32),
    rateOverC1 = load<f32>(factors, 36),
    oneOverC2 = load<f32>(factors, 40);
  const bytes = (<usize>count) << 2;
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) {
    const moved = adam(p + at, g + at, m + at, v + at, rateOverC1, oneOverC2, beta1, rest1, beta2, rest2, epsilon, decay, true);
    moveAverage(average + at, moved, kept, rest, averaged, true);
  }
  for (; at < bytes; at += 4) {
    const moved = adam(p + at, g + at, m + at, v + at, rateOverC1, oneOverC2, beta1, rest1, beta2, rest2, epsilon, decay, false);
    moveAverage(average + at, moved, kept, rest, averaged, false);
  }
}

/** Gives the new parameters. */
// @ts-ignore: decorator
@inline
function sgd(p: usize, g: usize, v: usize, rate: f32, momentum: f32, decay: f32, whole: bool): v128 {
  const old = take(p, whole);
  const gradient = madd(old, f32x4.splat(decay), take(g, whole));
  const velocity = madd(take(v, whole), f32x4.splat(momentum), gradient);
  const moved = madd(velocity, f32x4.splat(-rate), old);
  put(v, velocity, whole);
  put(p, moved, whole);
  return moved;
}

/** Gives the new parameters. */
// @ts-ignore: decorator
@inline
function adam(
  p: usize,
  g: usize,
  m: usize,
  v: usize,
  rateOverC1: f32,
  oneOverC2: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
  decay: f32,
  whole: bool,
): v128 {
  const old = take(p, whole);
  const gradient = madd(old, f32x4.splat(decay), take(g, whole));
  const first = madd(take(m, whole), f32x4.splat(beta1), f32x4.mul(gradient, f32x4.splat(rest1)));
  const second = madd(take(v, whole), f32x4.splat(beta2), f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(rest2)));
  put(m, first, whole);
  put(v, second, whole);
  const root = f32x4.sqrt(f32x4.mul(second, f32x4.splat(oneOverC2)));
  const change = f32x4.div(f32x4.mul(first, f32x4.splat(rateOverC1)), f32x4.add(root, f32x4.splat(epsilon)));
  const moved = f32x4.sub(old, change);
  put(p, moved, whole);
  return moved;
}

/** a ← kept · a + (1 − kept) · p. */
// @ts-ignore: decorator
@inline
function moveAverage(average: usize, moved: v128, kept: f32, rest: f32, averaged: bool, whole: bool): void {
  if (averaged) put(average, madd(take(average, whole), f32x4.splat(kept), f32x4.mul(moved, f32x4.splat(rest))), whole);
}
