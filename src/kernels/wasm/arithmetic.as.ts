// Multiply-add for both builds: two roundings with plain SIMD, one with relaxed
// SIMD (where the processor fuses). The two builds are two engines in a run's record.
// No *.as.ts file may have static data: the memory belongs to the tfjs backend, and a
// data segment would overwrite it.

/** Whether this is the build of relaxed SIMD. */
export function fusesMultiplyAdd(): i32 {
  return ASC_FEATURE_RELAXED_SIMD ? 1 : 0;
}

// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}
