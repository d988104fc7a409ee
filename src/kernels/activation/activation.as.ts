// Activations and their derivatives over whole arrays. `activation` is a place in src/activations/list.ts.
// scripts/activations-wasm.mjs writes the functions in activations.as.ts from that list at build time.
import { activationGradOf, activationOf, dispatchMap, dispatchMapGrad } from "../wasm/built/activations.as";
import { put, take, wholeBytes } from "../wasm/lanes.as";

/** y = act(x), `count` numbers. */
export function activation(x: usize, y: usize, count: i32, code: i32): void {
  dispatchMap(x, y, (<usize>count) << 2, code);
}

/** dx = dy · act′, computed from act(x) or from x, as the activation's description says. */
export function activationGrad(dy: usize, told: usize, dx: usize, count: i32, code: i32): void {
  dispatchMapGrad(dy, told, dx, (<usize>count) << 2, code);
}

/** @perActivation */
// @ts-ignore: decorator
@inline
export function map(x: usize, y: usize, bytes: usize, activation: i32): void {
  let at: usize = 0;
  for (; at < (bytes & ~63); at += 64) {
    // four at once, because relu takes less time than the loop's own additions
    const from = x + at,
      to = y + at;
    v128.store(to, activationOf(v128.load(from), activation));
    v128.store(to, activationOf(v128.load(from, 16), activation), 16);
    v128.store(to, activationOf(v128.load(from, 32), activation), 32);
    v128.store(to, activationOf(v128.load(from, 48), activation), 48);
  }
  for (; at < bytes; at += 4) put(y + at, activationOf(take(x + at, false), activation), false);
}

/** @perActivation */
// @ts-ignore: decorator
@inline
export function mapGrad(dy: usize, told: usize, dx: usize, bytes: usize, activation: i32): void {
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) put(dx + at, activationGradOf(take(dy + at, true), take(told + at, true), activation), true);
  for (; at < bytes; at += 4) put(dx + at, activationGradOf(take(dy + at, false), take(told + at, false), activation), false);
}
