// Where in one block of memory the arrays of a step lie, when it is known which of them are
// needed at the same time. Pure: knows no engine.

/** An array and when it is needed, from its first to its last moment, both included. */
export interface Lifetime {
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
}

export interface MemoryPlan {
  /** Of each array, in bytes from the start of the block. */
  readonly offsets: readonly number[];
  /** Of the whole block. */
  readonly bytes: number;
}

/** A cache line, so that no two arrays share one. */
const ALIGNMENT = 64;

/** Places the largest first, each as low as those that live beside it allow. */
export function planMemory(lifetimes: readonly Lifetime[]): MemoryPlan {
  const offsets = lifetimes.map(() => 0);
  const placed: { readonly lifetime: Lifetime; readonly start: number; readonly end: number }[] = [];
  const bySize = [...lifetimes.entries()].sort(([, a], [, b]) => b.bytes - a.bytes);
  for (const [index, lifetime] of bySize) {
    const size = Math.ceil(lifetime.bytes / ALIGNMENT) * ALIGNMENT;
    let start = 0;
    for (const other of placed) {
      if (other.lifetime.last < lifetime.first || lifetime.last < other.lifetime.first) continue;
      if (start + size <= other.start) break;
      start = Math.max(start, other.end);
    }
    offsets[index] = start;
    placed.push({ lifetime, start, end: start + size });
    placed.sort((a, b) => a.start - b.start);
  }
  return { offsets, bytes: placed.reduce((end, own) => Math.max(end, own.end), 0) };
}
