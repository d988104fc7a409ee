// How a convolution's channels are divided into blocks of four for the GPU: which block a thread
// owns and where in it each channel of the source lies.

/**
 * "segment": four results of one segment, which all see the same source channels.
 * "mixed": the fewest whole segments that fill vectors of four on both sides; every result
 * picks its own source channel by a fixed swizzle (depthwise: none).
 * "scalar": one result at a time, for widths that fit neither.
 */
export type Lanes = "segment" | "mixed" | "scalar";

export interface Tiling {
  readonly lanes: Lanes;
  /** Vectors (or single channels) of the result, and of the source, in one thread's block. */
  readonly resultVectors: number;
  readonly sourceVectors: number;
}

/** With more vectors than this in a block, the accumulators would not fit the registers. */
const MOST_VECTORS = 3;

export function tilingOf(segments: number, perSource: number, perResult: number): Tiling {
  if (perResult % 4 === 0) return { lanes: "segment", resultVectors: 1, sourceVectors: 1 };
  let together = 1;
  while ((together * perResult) % 4 !== 0 || (together * perSource) % 4 !== 0) together++;
  const [resultVectors, sourceVectors] = [(together * perResult) / 4, (together * perSource) / 4];
  const fits = segments % together === 0 && resultVectors <= MOST_VECTORS && sourceVectors <= MOST_VECTORS;
  return fits
    ? { lanes: "mixed", resultVectors, sourceVectors }
    : { lanes: "scalar", resultVectors: 1, sourceVectors: 1 };
}

/** Whether a result of these segments can be stored in halves: it is written four channels at a time. */
export function writesVectors(segments: number, perSource: number, perResult: number): boolean {
  return tilingOf(segments, perSource, perResult).lanes !== "scalar";
}

/**
 * WGSL for the four source values that the results 4·vector … 4·vector + 3 of a mixed block
 * see as channel `i` of their segments; `name(v)` is the source's vector v.
 */
export function swizzle(
  name: (vector: number) => string,
  vector: number,
  i: number,
  perSource: number,
  perResult: number,
): string {
  const places = [0, 1, 2, 3].map((lane) => Math.floor((4 * vector + lane) / perResult) * perSource + i);
  const vectors = places.map((place) => Math.floor(place / 4));
  const letters = places.map((place) => "xyzw".charAt(place % 4));
  const first = vectors[0] ?? 0;
  if (vectors.every((v) => v === first)) {
    return letters.join("") === "xyzw" ? name(first) : `${name(first)}.${letters.join("")}`;
  }
  return `vec4f(${vectors.map((v, lane) => `${name(v)}.${letters[lane] ?? "x"}`).join(", ")})`;
}

/** Which output columns of a thread, at which taps, read the source column at a fixed distance from the thread's first. */
export interface ColumnUse {
  readonly column: number;
  readonly tap: number;
  readonly distance: number;
}

/**
 * Forward: column·stride + tap − pad. Backward (the gradient of the input) only the taps that
 * the stride hits: (column + pad − tap) / stride, fixed because `columns` is a multiple of the stride.
 */
export function columnUses(
  direction: "forward" | "backward",
  columns: number,
  taps: number,
  stride: number,
  pad: number,
): ColumnUse[] {
  const uses: ColumnUse[] = [];
  for (let column = 0; column < columns; column++) {
    for (let tap = 0; tap < taps; tap++) {
      const distance = direction === "forward" ? column * stride + tap - pad : (column + pad - tap) / stride;
      if (Number.isInteger(distance)) uses.push({ column, tap, distance });
    }
  }
  return uses;
}

export function distinctDistances(uses: readonly ColumnUse[]): number[] {
  return [...new Set(uses.map(({ distance }) => distance))].sort((a, b) => a - b);
}

/** A WGSL name for a distance, which may be negative. */
export function columnName(distance: number): string {
  return distance < 0 ? `m${-distance}` : `p${distance}`;
}
