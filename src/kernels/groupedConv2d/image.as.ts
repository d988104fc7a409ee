// Copies the rectangle of an image that a convolution reads, with zeros beyond the image's edges,
// so that the kernels need no special case for the edge.

/**
 * Copies rows and columns of one image [height, width, channels] at `image` to `out`
 * [outHeight, outWidth, channels], `top` and `left` pixels lower and further right (negative:
 * cropped); everything else of `out` becomes zero. Sizes in pixels, `pixel` in bytes.
 */
export function placeImage(
  image: usize,
  height: i32,
  width: i32,
  out: usize,
  outHeight: i32,
  outWidth: i32,
  top: i32,
  left: i32,
  pixel: usize,
): void {
  const first = max(left, 0);
  const last = min(left + width, outWidth);
  const row = <usize>outWidth * pixel;
  for (let y = 0; y < outHeight; y++, out += row) {
    const from = y - top;
    if (from < 0 || from >= height || last <= first) {
      memory.fill(out, 0, row);
      continue;
    }
    memory.fill(out, 0, <usize>first * pixel);
    memory.copy(out + <usize>first * pixel, image + <usize>(from * width + first - left) * pixel, <usize>(last - first) * pixel);
    memory.fill(out + <usize>last * pixel, 0, <usize>(outWidth - last) * pixel);
  }
}

/** Stores the first `lanes` (1 to 4) floats of a vector. */
// @ts-ignore: decorator
@inline
export function storeLanes(at: usize, v: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(at, v);
    return;
  }
  v128.store32_lane(at, v, 0);
  if (lanes > 1) v128.store32_lane(at, v, 1, 4);
  if (lanes > 2) v128.store32_lane(at, v, 2, 8);
}

/**
 * Reads a word of every 64 bytes, in order, so that the processor prefetches: a kernel that then goes
 * through them in strides finds them in the cache.
 */
export function touch(from: usize, bytes: usize): i32 {
  let read = 0;
  for (const end = from + bytes; from < end; from += 64) read |= load<i32>(from);
  return read;
}
