// @ts-nocheck: AssemblyScript.
// What a processor can do at most through WebAssembly: copying a buffer, and multiply-adds
// whose operands never leave the registers. Owns no memory of its own.
import { madd } from "../src/kernels/wasm/arithmetic.as";
import { ByteCount } from "../src/kernels/wasm/byteCount.as";

/** Copies `bytes`, a multiple of 64, with 128-bit loads and stores. */
export function copy(from: usize, to: usize, bytes: ByteCount): void {
  for (const end = from + bytes; from < end; from += 64, to += 64) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    const d = v128.load(from, 48);
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
  }
}

/** The same with the instruction for it. */
export function copyBulk(from: usize, to: usize, bytes: ByteCount): void {
  memory.copy(to, from, bytes);
}

/** 12 independent sums of 4 numbers, `rounds` multiply-adds each: 96 · rounds operations. More sums than that would leave the registers. */
export function multiplyAdds(rounds: i32): f32 {
  const factor = f32x4.splat(0.999);
  const addend = f32x4.splat(0.001);
  let a = addend,
    b = addend,
    c = addend,
    d = addend,
    e = addend,
    f = addend;
  let g = addend,
    h = addend,
    i = addend,
    j = addend,
    k = addend,
    l = addend;
  // Nested, because V8 unrolls a loop more often the deeper it is nested (docs/kernels.md).
  for (let from = 0; from < rounds; from += 100)
    for (let left = min(100, rounds - from); left > 0; left--) {
      a = madd(a, factor, addend);
      b = madd(b, factor, addend);
      c = madd(c, factor, addend);
      d = madd(d, factor, addend);
      e = madd(e, factor, addend);
      f = madd(f, factor, addend);
      g = madd(g, factor, addend);
      h = madd(h, factor, addend);
      i = madd(i, factor, addend);
      j = madd(j, factor, addend);
      k = madd(k, factor, addend);
      l = madd(l, factor, addend);
    }
  const sum = f32x4.add(
    f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(f32x4.add(e, f), f32x4.add(g, h))),
    f32x4.add(f32x4.add(i, j), f32x4.add(k, l)),
  );
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
}
