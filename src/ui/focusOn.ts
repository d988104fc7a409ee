// Moves the focus where what had it goes away, so that the keyboard's place is not lost.

/** A heading takes the focus too, though the Tab key passes it by. */
export function focusOn(element: HTMLElement | null): void {
  if (!element) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus();
}
