// Which rows of a long table are in the document: those on the screen, some around them, and the one with the
// focus. A short table, and a printed one, has all its rows.
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useState, type RefObject } from "react";
import { flushSync } from "react-dom";

/** A table with fewer rows than this has them all. */
const MANY = 60;
const ROW_PX = 54;
const HEAD_PX = 32;
/** The frame before it is measured. */
const GUESSED_RECT = { width: 1000, height: 500 };
/** Number of rows beyond the edge of the screen, where the Tab key finds the next one. */
const BEYOND = 4;

export interface RowsInView {
  /** `gap` is the height of the rows left out above it, in pixels. */
  readonly rows: readonly { readonly index: number; readonly gap: number }[];
  /** The same below the last one. */
  readonly after: number;
  readonly isMany: boolean;
  readonly measure: (row: HTMLElement | null) => void;
}

export function useRowsInView(ids: readonly string[], frame: RefObject<HTMLElement | null>): RowsInView {
  const isPrinted = useIsPrinted();
  const isMany = ids.length >= MANY && !isPrinted;
  const focused = useFocusedRow(frame);
  const virtualizer = useVirtualizer({
    count: ids.length,
    enabled: isMany,
    getScrollElement: () => frame.current,
    // Its first rows are drawn with the table, which is done in slices, and not after it has been measured.
    initialRect: GUESSED_RECT,
    getItemKey: (index) => ids[index] ?? index,
    estimateSize: () => ROW_PX,
    scrollMargin: HEAD_PX,
    overscan: BEYOND,
    rangeExtractor: useCallback(
      (range: Range) => {
        const inView = defaultRangeExtractor(range);
        const isIn = focused === null || focused >= range.count || inView.includes(focused);
        return isIn ? inView : [...inView, focused].sort((a, b) => a - b);
      },
      [focused],
    ),
  });
  useEffect(() => {
    // The browser holds what is in sight in its place by itself. Were it corrected here too, End and Page Down would stop
    // short of where they lead.
    virtualizer.shouldAdjustScrollPositionOnItemSizeChange = () => false;
  }, [virtualizer]);
  if (!isMany) return { rows: ids.map((_, index) => ({ index, gap: 0 })), after: 0, isMany, measure: noMeasure };
  let end = HEAD_PX;
  const rows = virtualizer.getVirtualItems().map((item) => {
    const gap = item.start - end;
    end = item.end;
    return { index: item.index, gap };
  });
  return { rows, after: virtualizer.getTotalSize() + HEAD_PX - end, isMany, measure: virtualizer.measureElement };
}

function noMeasure(): void {}

/** The row with the focus, which would lose it if it were removed from the document. */
function useFocusedRow(frame: RefObject<HTMLElement | null>): number | null {
  const [focused, setFocused] = useState<number | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const follow = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
      setFocused(row ? Number(row.dataset.index) : null);
    };
    element.addEventListener("focusin", follow);
    return () => element.removeEventListener("focusin", follow);
  }, [frame]);
  return focused;
}

/** Printing needs all rows. */
function useIsPrinted(): boolean {
  const [isPrinted, setPrinted] = useState(false);
  useEffect(() => {
    const media = matchMedia("print");
    const follow = () => flushSync(() => setPrinted(media.matches));
    const before = () => flushSync(() => setPrinted(true));
    const after = () => flushSync(() => setPrinted(false));
    media.addEventListener("change", follow);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      media.removeEventListener("change", follow);
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);
  return isPrinted;
}
