/** How much larger the page's type is than usual, as on a projector; drawings laid out in pixels grow with it. */
export function typeScale(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
}
