// One body for both the four-wide loop and the numbers left at its end: with `whole` false, one
// number is loaded into every lane, and the first lane is stored.

// @ts-ignore: decorator
@inline
export function take(from: usize, whole: bool): v128 {
  return whole ? v128.load(from) : v128.load32_splat(from);
}

// @ts-ignore: decorator
@inline
export function put(to: usize, value: v128, whole: bool): void {
  if (whole) v128.store(to, value);
  else v128.store32_lane(to, value, 0);
}

/** How many of `bytes` the four-wide loop covers. */
// @ts-ignore: decorator
@inline
export function wholeBytes(bytes: usize): usize {
  return bytes & ~15;
}
