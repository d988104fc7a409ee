// The width of an element in CSS pixels, so that a drawing can be laid out for it rather than scaled
// (scaled text is unreadable on a phone).
import { useLayoutEffect, useRef, useState, type RefObject } from "react";

export function useWidth<E extends Element>(before: number): readonly [RefObject<E | null>, number] {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(before);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(1, Math.floor(element.getBoundingClientRect().width)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
