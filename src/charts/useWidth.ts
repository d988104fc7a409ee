// The width of an element in CSS pixels, so that a drawing can be laid out for it rather than scaled (scaled text is
// unreadable on a phone).
import { startTransition, useEffect, useRef, useState, type RefObject } from "react";

/**
 * 0 before the first layout, for which the browser need not hurry. What is drawn for the first width is drawn in slices,
 * between which the page answers.
 */
export function useWidth<E extends Element>(): readonly [RefObject<E | null>, number] {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    let isFirst = true;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const measured = Math.max(1, Math.floor(entry.contentRect.width));
      if (isFirst) startTransition(() => setWidth(measured));
      else setWidth(measured);
      isFirst = false;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
