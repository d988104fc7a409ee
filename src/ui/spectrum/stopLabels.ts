// Where the slider's stops are on its logarithmic axis, and which of them have room for a number. Pure.

/** Position on the axis, from 0 for one segment to 1 for one segment per channel. */
export function stopPosition(segments: number, width: number): number {
  return width === 1 ? 0.5 : Math.log(segments) / Math.log(width);
}

/** The stop nearest to a position on the axis. */
export function nearestStop(stops: readonly number[], width: number, position: number): number {
  const away = (stop: number) => Math.abs(stopPosition(stop, width) - position);
  return stops.reduce((best, stop) => (away(stop) < away(best) ? stop : best), stops[0] ?? 1);
}

const DIGIT_PIXELS = 9;
const AIR_PIXELS = 9;

/** The stops whose numbers fit side by side: the chosen one and both ends first, then from the left. */
export function labelledStops(
  stops: readonly number[],
  width: number,
  pixels: number,
  chosen: number,
): ReadonlySet<number> {
  const half = (stop: number) => (String(stop).length * DIGIT_PIXELS * (stop === chosen ? 1.35 : 1)) / 2;
  const kept: number[] = [];
  const fits = (stop: number) =>
    kept.every(
      (other) =>
        Math.abs(stopPosition(stop, width) - stopPosition(other, width)) * pixels >=
        half(stop) + half(other) + AIR_PIXELS,
    );
  for (const stop of [chosen, 1, width, 3, ...stops]) {
    if (stops.includes(stop) && !kept.includes(stop) && fits(stop)) kept.push(stop);
  }
  return new Set(kept);
}
