// The run that is looked at, in every chart of the page: drawn in full, while the others are faded. Apart from the charts'
// own data, because to draw those anew with every move of the pointer would be slow.
import { useSyncExternalStore } from "react";
import type { Curve } from "./series.ts";

let lifted: string | null = null;
let soon: { readonly id: string | null } | null = null;
const listeners = new Set<() => void>();

/** A run's id, or a curve's; null for none. */
export function lift(id: string | null): void {
  soon = null;
  if (id === lifted) return;
  lifted = id;
  for (const listener of listeners) listener();
}

/**
 * The same in a task of its own: a pointer that only comes past on its way to a press must not keep that waiting, and one
 * that crosses many rows draws the last.
 */
function liftSoon(id: string | null): void {
  const isAwaited = soon !== null;
  soon = { id };
  if (!isAwaited) setTimeout(() => soon && lift(soon.id));
}

export function useLifted(): string | null {
  return useSyncExternalStore(subscribe, () => lifted);
}

/** Whether a curve is the one that is looked at, or stands for it among others. */
export function isLifted({ run, members }: Curve, id: string | null): boolean {
  return id !== null && (run.id === id || members?.some((member) => member.run.id === id) === true);
}

/** The id of the curve of an arm whose runs are folded into one. */
export function armCurveId(armId: string): string {
  return `arm ${armId}`;
}

/** For what stands for a run: the pointer and the focus lift it, and a touch until another. */
export function lifts(id: string) {
  return {
    onPointerEnter: () => liftSoon(id),
    onPointerLeave: (event: { readonly pointerType: string }) => event.pointerType === "mouse" && liftSoon(null),
    onFocus: () => lift(id),
    onBlur: () => lift(null),
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
