// Rearranges a filter into the order in which the wide kernels read it: for each segment and
// tile of 8 (at the end 12 or 4) output lanes, row by row, tap by tap, channel by channel, the
// lanes' weights side by side, with zeros in lanes beyond the segment.

/**
 * Output lanes of the next tile, when `left` are left. Twelve only where multiply-add is one
 * instruction; otherwise the product needs one register more than there are.
 */
// @ts-ignore: decorator
@inline
export function tileOf(left: i32): i32 {
  return ASC_FEATURE_RELAXED_SIMD && left == 12 ? 12 : left > 4 ? 8 : 4;
}

/** Floats that `packFilter` writes for one segment. */
// @ts-ignore: decorator
@inline
export function packedSegment(lanes: i32, taps: i32, depth: i32): i32 {
  return ((lanes + 3) & ~3) * taps * depth;
}

/**
 * `filter` [kh, kw, g, outChannels] → `packed`. `rows` × `columns` taps are taken, starting at
 * (firstRow, firstColumn) and going by (rowStep, columnStep), negative to rotate the filter.
 * `lanes` output lanes of a segment lie `laneStride` floats apart, its `depth` summed channels
 * `depthStride`, its segments `segmentStride`.
 */
export function packFilter(
  filter: usize,
  packed: usize,
  kernelWidth: i32,
  tapFloats: i32,
  segments: i32,
  lanes: i32,
  depth: i32,
  rows: i32,
  columns: i32,
  firstRow: i32,
  firstColumn: i32,
  rowStep: i32,
  columnStep: i32,
  laneStride: i32,
  depthStride: i32,
  segmentStride: i32,
): void {
  for (let s = 0; s < segments; s++) {
    for (let from = 0; from < lanes;) {
      const tile = tileOf(lanes - from);
      for (let m = 0; m < rows; m++) {
        for (let n = 0; n < columns; n++) {
          const tap = ((firstRow + m * rowStep) * kernelWidth + firstColumn + n * columnStep) * tapFloats + s * segmentStride;
          for (let d = 0; d < depth; d++) {
            for (let lane = 0; lane < tile; lane++, packed += 4) {
              const at = tap + d * depthStride + (from + lane) * laneStride;
              store<f32>(packed, from + lane < lanes ? load<f32>(filter + ((<usize>at) << 2)) : 0);
            }
          }
        }
      }
      from += tile;
    }
  }
}
