// Numbers for the tests of kernels: spread over −1 to 1, the same for the same seed.

/** As many numbers as the shape holds. */
export function numbers(shape: readonly number[], seed: number): Float32Array {
  let state = seed * 0x9e3779b1;
  return Float32Array.from({ length: shape.reduce((count, size) => count * size, 1) }, () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    return (state >> 8) / 0x800000;
  });
}
