// Loads the charts, whose drawing library is a third of the page's script. Where that fails, it can be tried again.
import { startTransition, useCallback, useEffect, useRef, useState } from "react";
import type * as charts from "./Curves.tsx";

/**
 * Their first drawing is the longest task of the page (0.1 s and more where training takes every core), so the empty axes
 * are drawn soon after the page is usable.
 */
const CHARTS_AFTER_MS = 1500;

export type LoadedCurves =
  | { readonly status: "waiting" | "loading" | "failed" }
  | { readonly status: "loaded"; readonly charts: typeof charts };

/** Loads by itself a while after the page, and at once when they become needed. */
export function useCurves(areNeeded: boolean): { readonly loaded: LoadedCurves; readonly load: () => void } {
  const [loaded, setLoaded] = useState<LoadedCurves>({ status: "waiting" });
  const hasBegun = useRef(false);
  const load = useCallback(() => {
    hasBegun.current = true;
    setLoaded({ status: "loading" });
    import("./Curves.tsx").then(
      (charts) => startTransition(() => setLoaded({ status: "loaded", charts })),
      () => {
        hasBegun.current = false;
        setLoaded({ status: "failed" });
      },
    );
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => hasBegun.current || load(), areNeeded ? 0 : CHARTS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [areNeeded, load]);
  return { loaded, load };
}
