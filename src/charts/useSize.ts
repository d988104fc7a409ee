// The size of an element in CSS pixels, so that a drawing can be laid out for it rather than scaled (scaled text is
// unreadable on a phone).
import { startTransition, useEffect, useRef, useState, type RefObject } from "react";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * 0 × 0 before the first layout, for which the browser need not hurry. What is drawn for the first size is drawn in
 * slices, between which the page answers.
 */
export function useSize<E extends Element>(): readonly [RefObject<E | null>, Size] {
  const ref = useRef<E>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    let isFirst = true;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      const measured = { width: Math.max(1, Math.floor(width)), height: Math.max(1, Math.floor(height)) };
      if (isFirst) startTransition(() => setSize(measured));
      else setSize(measured);
      isFirst = false;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
