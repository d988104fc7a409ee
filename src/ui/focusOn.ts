// Moves the focus when the element that had it disappears, so that keyboard users keep their place.

/** A heading can take the focus too, although the Tab key skips it. */
export function focusOn(element: HTMLElement | null): void {
  if (!element) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus();
}
