// Plans where the arrays of a step lie in one block of memory, given which of them are needed at the
// same time. Pure arithmetic.

/** An array, and the first and last moment at which it is needed, both included. */
export interface Lifetime {
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
}

export interface MemoryPlan {
  /** The offset of each array, in bytes from the start of the block. */
  readonly offsets: readonly number[];
  /** The size of the whole block, in bytes. */
  readonly bytes: number;
}

/** A cache line, so that no two arrays share one. */
export const ALIGNMENT = 64;

/** The bytes an array takes, up to where the next may begin. */
export const roomFor = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/**
 * Places the largest array first, each at the lowest offset that is free while it is needed. The arrays of each list in
 * `together` lie side by side, in its order; no array may be in two lists.
 */
export function planMemory(lifetimes: readonly Lifetime[], together: readonly (readonly number[])[] = []): MemoryPlan {
  const offsets = lifetimes.map(() => 0);
  const grouped = new Set(together.flat());
  const stretches = [
    ...together,
    ...[...lifetimes.keys()].filter((index) => !grouped.has(index)).map((index) => [index]),
  ].map((arrays) => stretchOf(lifetimes, arrays));
  const placed: { readonly stretch: Stretch; readonly start: number; readonly end: number }[] = [];
  for (const stretch of stretches.sort((a, b) => b.bytes - a.bytes)) {
    let start = 0;
    for (const other of placed) {
      if (other.stretch.last < stretch.first || stretch.last < other.stretch.first) continue;
      if (start + stretch.bytes <= other.start) break;
      start = Math.max(start, other.end);
    }
    let at = start;
    for (const index of stretch.arrays) {
      offsets[index] = at;
      at += roomFor(lifetimes[index]?.bytes ?? 0);
    }
    placed.push({ stretch, start, end: at });
    placed.sort((a, b) => a.start - b.start);
  }
  return { offsets, bytes: placed.reduce((end, own) => Math.max(end, own.end), 0) };
}

/** Arrays that lie side by side, needed as long as any of them is. */
interface Stretch extends Lifetime {
  readonly arrays: readonly number[];
}

function stretchOf(lifetimes: readonly Lifetime[], arrays: readonly number[]): Stretch {
  const own = arrays.flatMap((index) => lifetimes[index] ?? []);
  return {
    arrays,
    bytes: own.reduce((sum, { bytes }) => sum + roomFor(bytes), 0),
    first: Math.min(...own.map(({ first }) => first)),
    last: Math.max(...own.map(({ last }) => last)),
  };
}
