// The view that is shown. The bench is drawn with the page and stays as it was while another is shown; the others are
// scripts of their own.
import { lazy, memo, Suspense, useDeferredValue, useEffect, useRef, type ComponentType } from "react";
import { lift } from "../../charts/lifted.ts";
import type { ViewId } from "../../lab/views.ts";
import { useLabState } from "../labContext.tsx";
import { ErrorBoundary } from "../notices/ErrorBoundary.tsx";
import { BenchView } from "./BenchView.tsx";
import { VIEW_TITLES } from "./titles.ts";

const OTHERS: Readonly<Record<Exclude<ViewId, "bench">, ComponentType>> = {
  compare: lazy(async () => ({ default: (await import("./CompareView.tsx")).CompareView })),
  study: lazy(async () => ({ default: (await import("./StudyView.tsx")).StudyView })),
  settings: lazy(async () => ({ default: (await import("./SettingsView.tsx")).SettingsView })),
  data: lazy(async () => ({ default: (await import("./DataView.tsx")).DataView })),
  runs: lazy(async () => ({ default: (await import("./RunsView.tsx")).RunsView })),
};

export function ViewShown() {
  // The link that was pressed is marked at once; the view is drawn in slices, between which the page answers.
  return <ViewOf id={useDeferredValue(useLabState(({ view }) => view.id))} />;
}

const ViewOf = memo(function ViewOf({ id }: { readonly id: ViewId }) {
  const Other = id === "bench" ? null : OTHERS[id];
  const place = useRef<HTMLElement>(null);
  const before = useRef(id);
  useEffect(() => {
    document.title = id === "bench" ? "Xception Lab" : `${VIEW_TITLES[id]} · Xception Lab`;
    if (before.current === id) return;
    before.current = id;
    // What was under the pointer is gone with its view, without a word.
    lift(null);
    place.current?.focus();
    scrollTo(0, 0);
  }, [id]);
  return (
    <main id="main" ref={place} tabIndex={-1} aria-label={VIEW_TITLES[id]}>
      <BenchView isShown={!Other} />
      {Other && (
        <ErrorBoundary key={id} what={`the view “${VIEW_TITLES[id]}”`}>
          <Suspense fallback={<p className="section soft">Getting it ready…</p>}>
            <Other />
          </Suspense>
        </ErrorBoundary>
      )}
    </main>
  );
});
