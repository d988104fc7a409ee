// A place on the spectrum at other sizes.
import type { Point } from "./family.ts";

/**
 * All points at a point's place of up to `most` channels, ascending. Few segments keep their number, many keep their
 * channels: one segment stays one, depthwise stays depthwise, and no step is wider than the square root of the width.
 */
export function sizesAtPlace({ width, segments }: Point, most: number): readonly Point[] {
  const perSegment = width / segments;
  const keepsNumber = segments <= perSegment;
  const step = keepsNumber ? segments : perSegment;
  return Array.from({ length: Math.floor(most / step) }, (_, index) => {
    const channels = (index + 1) * step;
    return { width: channels, segments: keepsNumber ? segments : channels / perSegment };
  });
}
