// Max and average pooling, and their gradients, over windows of any size and stride. For
// every output pixel the cells of its window that lie inside the image are visited in
// row-major order; the channels run innermost, four at a time.
import { put, take, wholeBytes } from "../wasm/lanes.as";

/** y [B, Ho, Wo, C] = the largest, or with `average` the mean, of each window of x [B, H, W, C]. */
export function pool2d(
  x: usize, y: usize, batch: i32, channels: i32, inHeight: i32, inWidth: i32, outHeight: i32, outWidth: i32,
  windowHeight: i32, windowWidth: i32, strideHeight: i32, strideWidth: i32, padTop: i32, padLeft: i32, average: i32,
): void {
  const pixel = <usize>channels << 2;
  for (let b = 0; b < batch; b++, x += <usize>(inHeight * inWidth) * pixel) {
    for (let i = 0; i < outHeight; i++) {
      const top = i * strideHeight - padTop, firstRow = max(top, 0), endRow = min(top + windowHeight, inHeight);
      for (let j = 0; j < outWidth; j++, y += pixel) {
        const left = j * strideWidth - padLeft, firstColumn = max(left, 0), endColumn = min(left + windowWidth, inWidth);
        for (let row = firstRow; row < endRow; row++) {
          for (let column = firstColumn; column < endColumn; column++) {
            const cell = x + <usize>(row * inWidth + column) * pixel;
            if (row == firstRow && column == firstColumn) copyTo(y, cell, pixel);
            else if (average) addTo(y, cell, pixel);
            else largestTo(y, cell, pixel);
          }
        }
        if (average) divide(y, y, pixel, <f32>((endRow - firstRow) * (endColumn - firstColumn)));
      }
    }
  }
}

/** dx, from dy and, for the largest (not `average`), from x and y; all of a window's dy goes to its first largest cell. */
export function pool2dGrad(
  dy: usize, x: usize, y: usize, dx: usize, batch: i32, channels: i32, inHeight: i32, inWidth: i32, outHeight: i32, outWidth: i32,
  windowHeight: i32, windowWidth: i32, strideHeight: i32, strideWidth: i32, padTop: i32, padLeft: i32, average: i32,
): void {
  const pixel = <usize>channels << 2, image = <usize>(inHeight * inWidth) * pixel;
  memory.fill(dx, 0, <usize>batch * image);
  for (let b = 0; b < batch; b++, x += image, dx += image) {
    for (let i = 0; i < outHeight; i++) {
      const top = i * strideHeight - padTop, firstRow = max(top, 0), endRow = min(top + windowHeight, inHeight);
      for (let j = 0; j < outWidth; j++, dy += pixel, y += pixel) {
        const left = j * strideWidth - padLeft, firstColumn = max(left, 0), endColumn = min(left + windowWidth, inWidth);
        const first = <usize>(firstRow * inWidth + firstColumn) * pixel;
        const rows = endRow - firstRow, columns = endColumn - firstColumn;
        if (average) shareOut(dy, dx + first, pixel, rows, columns, <usize>inWidth * pixel);
        else giveToLargest(dy, x + first, y, dx + first, pixel, rows, columns, <usize>inWidth * pixel);
      }
    }
  }
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
function addTo(sum: usize, cell: usize, bytes: usize): void {
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) put(sum + at, f32x4.add(take(sum + at, true), take(cell + at, true)), true);
  for (; at < bytes; at += 4) put(sum + at, f32x4.add(take(sum + at, false), take(cell + at, false)), false);
}

/** NaN wins, so that a diverged run is seen. */
// @ts-ignore: decorator
@inline
function largestTo(largest: usize, cell: usize, bytes: usize): void {
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) put(largest + at, f32x4.max(take(largest + at, true), take(cell + at, true)), true);
  for (; at < bytes; at += 4) put(largest + at, f32x4.max(take(largest + at, false), take(cell + at, false)), false);
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
  let left = take(dy, whole); // what no cell has taken yet
  for (let row = 0; row < rows; row++, x += line, dx += line) {
    for (let cell: usize = 0; cell < <usize>columns * pixel; cell += pixel) {
      const here = f32x4.eq(take(x + cell, whole), largest);
      put(dx + cell, f32x4.add(take(dx + cell, whole), v128.and(left, here)), whole);
      left = v128.andnot(left, here);
    }
  }
}
