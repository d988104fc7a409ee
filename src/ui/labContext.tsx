// How a component reaches the lab: its actions, and narrow slices of its state. A component is drawn
// again only when its slice has changed.
import { createContext, use, type ReactNode } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { Lab } from "../lab/lab.ts";
import type { LabState } from "../lab/state.ts";

const LabContext = createContext<Lab | null>(null);

export function LabProvider({ lab, children }: { lab: Lab; children: ReactNode }) {
  return <LabContext value={lab}>{children}</LabContext>;
}

/** What a person can do. */
export function useLab(): Lab {
  const lab = use(LabContext);
  if (!lab) throw new Error("A component of the lab stands outside of LabProvider.");
  return lab;
}

/** A slice of the page's state, compared by its own fields, one level deep. */
export function useLabState<T>(select: (state: LabState) => T): T {
  return useStore(useLab().store, useShallow(select));
}

/** What is on the screen under a name of the address ("runs.sort"); undefined where it is the usual. */
export function useShown(name: string): string | undefined {
  return useLabState(({ view }) => view.shown[name]);
}
