// Max and average pooling, and their gradients, over windows of any size and stride. For
// every output pixel the cells of its window that lie inside the image are visited in
// row-major order; the channels run innermost, four at a time.
import { put, take, wholeBytes } from "../wasm/lanes.as";

/** y [B, Ho, Wo, C] = the largest, or with `average` the mean, of each window of x [B, H, W, C]. */
export function pool2d(
  x: usize,
  y: usize,
  batch: i32,
  channels: i32,
  inHeight: i32,
  inWidth: i32,
  outHeight: i32,
  outWidth: i32,
  windowHeight: i32,
  windowWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  padTop: i32,
  padLeft: i32,
  average: bool,
): void {
  const pixel = (<usize>channels) << 2;
  for (let b = 0; b < batch; b++, x += <usize>(inHeight * inWidth) * pixel) {
    for (let i = 0; i < outHeight; i++) {
      const top = i * strideHeight - padTop,
        firstRow = max(top, 0),
        endRow = min(top + windowHeight, inHeight);
      for (let j = 0; j < outWidth; j++, y += pixel) {
        const left = j * strideWidth - padLeft,
          firstColumn = max(left, 0),
          endColumn = min(left + windowWidth, inWidth);
        const first = x + <usize>(firstRow * inWidth + firstColumn) * pixel,
          line = <usize>inWidth * pixel;
        const rows = endRow - firstRow,
          columns = <usize>(endColumn - firstColumn) * pixel;
        if (average) poolPixel(first, y, pixel, rows, columns, line, true);
        else poolPixel(first, y, pixel, rows, columns, line, false);
      }
    }
  }
}

/** dx, from dy and, for the maximum, x and y; all of a window's dy goes to its first largest cell. */
export function pool2dGrad(
  dy: usize,
  x: usize,
  y: usize,
  dx: usize,
  batch: i32,
  channels: i32,
  inHeight: i32,
  inWidth: i32,
  outHeight: i32,
  outWidth: i32,
  windowHeight: i32,
  windowWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  padTop: i32,
  padLeft: i32,
  average: bool,
): void {
  const pixel = (<usize>channels) << 2,
    image = <usize>(inHeight * inWidth) * pixel;
  memory.fill(dx, 0, <usize>batch * image);
  for (let b = 0; b < batch; b++, x += image, dx += image) {
    for (let i = 0; i < outHeight; i++) {
      const top = i * strideHeight - padTop,
        firstRow = max(top, 0),
        endRow = min(top + windowHeight, inHeight);
      for (let j = 0; j < outWidth; j++, dy += pixel, y += pixel) {
        const left = j * strideWidth - padLeft,
          firstColumn = max(left, 0),
          endColumn = min(left + windowWidth, inWidth);
        const first = <usize>(firstRow * inWidth + firstColumn) * pixel;
        const rows = endRow - firstRow,
          columns = endColumn - firstColumn;
        if (average) shareOut(dy, dx + first, pixel, rows, columns, <usize>inWidth * pixel);
        else giveToLargest(dy, x + first, y, dx + first, pixel, rows, columns, <usize>inWidth * pixel);
      }
    }
  }
}

/** One output pixel; `columns` and `line` in bytes. */
// @ts-ignore: decorator
@inline
function poolPixel(x: usize, y: usize, pixel: usize, rows: i32, columns: usize, line: usize, average: bool): void {
  let at: usize = 0;
  for (; at < (pixel & ~63); at += 64) poolStrip(x + at, y + at, pixel, rows, columns, line, average);
  for (; at < wholeBytes(pixel); at += 16) poolVector(x + at, y + at, pixel, rows, columns, line, average, true);
  for (; at < pixel; at += 4) poolVector(x + at, y + at, pixel, rows, columns, line, average, false);
}

// A maximum by one comparison loses NaN. It is recorded separately, so that a diverged run shows.
// @ts-ignore: decorator
@inline
function poolVector(x: usize, y: usize, pixel: usize, rows: i32, columns: usize, line: usize, average: bool, whole: bool): void {
  let sum = f32x4.splat(average ? 0 : -f32.MAX_VALUE),
    nan = f32x4.splat(0);
  for (let row = 0; row < rows; row++, x += line) {
    for (let cell = x; cell < x + columns; cell += pixel) {
      const value = take(cell, whole);
      sum = average ? f32x4.add(sum, value) : f32x4.pmax(sum, value);
      if (!average) nan = v128.or(nan, f32x4.ne(value, value));
    }
  }
  put(y, average ? f32x4.div(sum, f32x4.splat(<f32>rows * <f32>(columns / pixel))) : v128.or(sum, nan), whole);
}

/** The same for four vectors at once. */
// @ts-ignore: decorator
@inline
function poolStrip(x: usize, y: usize, pixel: usize, rows: i32, columns: usize, line: usize, average: bool): void {
  let s0 = f32x4.splat(average ? 0 : -f32.MAX_VALUE),
    s1 = s0,
    s2 = s0,
    s3 = s0;
  let n0 = f32x4.splat(0),
    n1 = n0,
    n2 = n0,
    n3 = n0;
  for (let row = 0; row < rows; row++, x += line) {
    for (let cell = x; cell < x + columns; cell += pixel) {
      const v0 = v128.load(cell),
        v1 = v128.load(cell, 16),
        v2 = v128.load(cell, 32),
        v3 = v128.load(cell, 48);
      if (average) {
        s0 = f32x4.add(s0, v0);
        s1 = f32x4.add(s1, v1);
        s2 = f32x4.add(s2, v2);
        s3 = f32x4.add(s3, v3);
      } else {
        s0 = f32x4.pmax(s0, v0);
        s1 = f32x4.pmax(s1, v1);
        s2 = f32x4.pmax(s2, v2);
        s3 = f32x4.pmax(s3, v3);
        n0 = v128.or(n0, f32x4.ne(v0, v0));
        n1 = v128.or(n1, f32x4.ne(v1, v1));
        n2 = v128.or(n2, f32x4.ne(v2, v2));
        n3 = v128.or(n3, f32x4.ne(v3, v3));
      }
    }
  }
  const cells = f32x4.splat(<f32>rows * <f32>(columns / pixel));
  v128.store(y, average ? f32x4.div(s0, cells) : v128.or(s0, n0));
  v128.store(y, average ? f32x4.div(s1, cells) : v128.or(s1, n1), 16);
  v128.store(y, average ? f32x4.div(s2, cells) : v128.or(s2, n2), 32);
  v128.store(y, average ? f32x4.div(s3, cells) : v128.or(s3, n3), 48);
}

// (one pixel is too short for memory.copy, which leaves WebAssembly)
// @ts-ignore: decorator
@inline
export function copyTo(to: usize, from: usize, bytes: usize): void {
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) put(to + at, take(from + at, true), true);
  for (; at < bytes; at += 4) put(to + at, take(from + at, false), false);
}

// @ts-ignore: decorator
@inline
export function divide(from: usize, to: usize, bytes: usize, by: f32): void {
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) put(to + at, f32x4.div(take(from + at, true), f32x4.splat(by)), true);
  for (; at < bytes; at += 4) put(to + at, f32x4.div(take(from + at, false), f32x4.splat(by)), false);
}

// @ts-ignore: decorator
@inline
function shareOut(dy: usize, dx: usize, pixel: usize, rows: i32, columns: i32, line: usize): void {
  let at: usize = 0;
  for (; at < wholeBytes(pixel); at += 16) shareOf(dy + at, dx + at, pixel, rows, columns, line, true);
  for (; at < pixel; at += 4) shareOf(dy + at, dx + at, pixel, rows, columns, line, false);
}

// @ts-ignore: decorator
@inline
function shareOf(dy: usize, dx: usize, pixel: usize, rows: i32, columns: i32, line: usize, whole: bool): void {
  const share = f32x4.div(take(dy, whole), f32x4.splat(<f32>(rows * columns)));
  for (let row = 0; row < rows; row++, dx += line) {
    for (let cell = dx; cell < dx + <usize>columns * pixel; cell += pixel) put(cell, f32x4.add(take(cell, whole), share), whole);
  }
}

// @ts-ignore: decorator
@inline
function giveToLargest(dy: usize, x: usize, y: usize, dx: usize, pixel: usize, rows: i32, columns: i32, line: usize): void {
  let at: usize = 0;
  for (; at < wholeBytes(pixel); at += 16) giveOf(dy + at, x + at, y + at, dx + at, pixel, rows, columns, line, true);
  for (; at < pixel; at += 4) giveOf(dy + at, x + at, y + at, dx + at, pixel, rows, columns, line, false);
}

// @ts-ignore: decorator
@inline
function giveOf(dy: usize, x: usize, y: usize, dx: usize, pixel: usize, rows: i32, columns: i32, line: usize, whole: bool): void {
  const largest = take(y, whole);
  let left = take(dy, whole); // the part that no cell has taken yet
  for (let row = 0; row < rows; row++, x += line, dx += line) {
    for (let cell: usize = 0; cell < <usize>columns * pixel; cell += pixel) {
      const here = f32x4.eq(take(x + cell, whole), largest);
      put(dx + cell, f32x4.add(take(dx + cell, whole), v128.and(left, here)), whole);
      left = v128.andnot(left, here);
    }
  }
}
