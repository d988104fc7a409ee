// The slider's stops: the ways to cut a width into equal segments.

/** All divisors of `width`, ascending. 48 gives 1, 2, 3, 4, 6, 8, 12, 16, 24, 48. */
export function divisors(width: number): readonly number[] {
  const found: number[] = [];
  for (let divisor = 1; divisor <= width; divisor++) if (width % divisor === 0) found.push(divisor);
  return found;
}

/** The divisor of `width` nearest to `segments` on a logarithmic scale. */
export function nearestDivisor(width: number, segments: number): number {
  const distance = (divisor: number) => Math.max(divisor / segments, segments / divisor);
  return divisors(width).reduce((best, divisor) => (distance(divisor) < distance(best) ? divisor : best), 1);
}
