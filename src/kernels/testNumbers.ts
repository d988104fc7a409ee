// Numbers for the tests of kernels, spread over −1 to 1 and the same for the same seed, and the
// difference between two results.

/** As many numbers as the shape holds. */
export function numbers(shape: readonly number[], seed: number): Float32Array {
  let state = seed * 0x9e3779b1;
  return Float32Array.from({ length: shape.reduce((count, size) => count * size, 1) }, () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    return (state >> 8) / 0x800000;
  });
}

/** The largest |a − b|, divided by the largest |b| or 1; infinite when lengths differ or a value is NaN. */
export function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let distance = 0,
    scale = 1;
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [a[i] ?? NaN, b[i] ?? NaN];
    if (Number.isNaN(left - right)) return Infinity;
    distance = Math.max(distance, Math.abs(left - right));
    scale = Math.max(scale, Math.abs(right));
  }
  return distance / scale;
}
