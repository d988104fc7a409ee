// What stands beside the curves' ends: their names, never without the part that differs, and what was left out. Pure.
import type { Curve } from "./series.ts";

const BETWEEN = ", ";

export interface Legend {
  /** A name per curve that has one; the latest come last. */
  readonly names: ReadonlyMap<string, string>;
  /** What all curves have in common and the names do not repeat; "" for nothing. */
  readonly shared: string;
  /** Number of curves without a name. */
  readonly leftOut: number;
}

/**
 * Names for `lines` lines of at most `characters` characters. Null where a name would have to be cut: then all are listed
 * below the chart, where they may wrap.
 */
export function legendOf(curves: readonly Curve[], lines: number, characters: number): Legend | null {
  const all = curves.map(({ run }) => run.mark.label.split(BETWEEN));
  const isWhole = all.every((parts) => parts.join(BETWEEN).length <= characters);
  const [first = []] = all;
  const shared = isWhole || all.length < 2 ? [] : first.filter((part) => all.every((parts) => parts.includes(part)));
  const names = all.map((parts) => {
    const telling = parts.filter((part) => !shared.includes(part));
    return (telling.length > 0 ? telling : parts).join(BETWEEN);
  });
  if (names.some((name) => name.length > characters)) return null;
  const needed = names.length + (shared.length > 0 ? 1 : 0);
  // One line says how many are left out.
  const fitting = needed <= lines ? names.length : Math.max(1, lines - 1 - (shared.length > 0 ? 1 : 0));
  const from = Math.max(0, names.length - fitting);
  return {
    names: new Map(curves.slice(from).map(({ run }, at) => [run.id, names[from + at] ?? ""])),
    shared: shared.join(BETWEEN),
    leftOut: from,
  };
}
