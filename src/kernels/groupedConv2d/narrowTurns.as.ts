// Forward rows of pixels for segments of two and of four channels, where a vector holds whole
// segments and is turned in its register: 4 pixels × 4 channels at a time.
import { madd } from "../wasm/arithmetic.as";
import { turn } from "./turn.as";

/** One row of pixels, 4 channels in segments of two: both turns of a vector at once. */
export function rowOfPairs(
  x: usize, xRow: usize, tap: usize, step: usize, w: usize, turnBytes: usize, rows: i32, columns: i32, y: usize, yPixel: usize, width: i32,
): void {
  let at = 0;
  for (; at + 4 <= width; at += 4) rowOfPairs4(x + <usize>at * step, xRow, tap, step, w, turnBytes, rows, columns, y + <usize>at * yPixel, yPixel);
  if (at < width && width >= 4) {
    at = width - 4; // overlaps the 4 before: same values, written twice
    rowOfPairs4(x + <usize>at * step, xRow, tap, step, w, turnBytes, rows, columns, y + <usize>at * yPixel, yPixel);
    return;
  }
  for (; at < width; at++) rowOfPairs1(x + <usize>at * step, xRow, tap, w, turnBytes, rows, columns, y + <usize>at * yPixel);
}

function rowOfPairs4(
  x: usize, xRow: usize, tap: usize, step: usize, w: usize, turnBytes: usize, rows: i32, columns: i32, y: usize, yPixel: usize,
): void {
  let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
  for (let m = 0; m < rows; m++, x += xRow) {
    let p = x, q = p + step, r = q + step, s = r + step;
    for (let n = columns; n > 0; n--) {
      const i = v128.load(p), j = v128.load(q), k = v128.load(r), l = v128.load(s);
      const w0 = v128.load(w);
      a = madd(i, w0, a); b = madd(j, w0, b); c = madd(k, w0, c); d = madd(l, w0, d);
      const w1 = v128.load(w + turnBytes);
      a = madd(turn(i, 1), w1, a); b = madd(turn(j, 1), w1, b); c = madd(turn(k, 1), w1, c); d = madd(turn(l, 1), w1, d);
      p += tap; q += tap; r += tap; s += tap; w += 16;
    }
  }
  v128.store(y, a);
  v128.store(y + yPixel, b);
  v128.store(y + 2 * yPixel, c);
  v128.store(y + 3 * yPixel, d);
}

function rowOfPairs1(x: usize, xRow: usize, tap: usize, w: usize, turnBytes: usize, rows: i32, columns: i32, y: usize): void {
  let a = f32x4.splat(0);
  for (let m = 0; m < rows; m++, x += xRow) {
    let p = x;
    for (let n = 0; n < columns; n++, p += tap, w += 16) {
      const v = v128.load(p);
      a = madd(v, v128.load(w), a);
      a = madd(turn(v, 1), v128.load(w + turnBytes), a);
    }
  }
  v128.store(y, a);
}

/** One row of pixels, one segment of four channels: all turns of a vector at once. */
export function rowOfFours(
  x: usize, xRow: usize, tap: usize, step: usize, w: usize, turnBytes: usize, rows: i32, columns: i32, y: usize, yPixel: usize, width: i32,
): void {
  let at = 0;
  for (; at + 4 <= width; at += 4) rowOfFours4(x + <usize>at * step, xRow, tap, step, w, turnBytes, rows, columns, y + <usize>at * yPixel, yPixel);
  if (at < width && width >= 4) {
    at = width - 4; // overlaps the 4 before: same values, written twice
    rowOfFours4(x + <usize>at * step, xRow, tap, step, w, turnBytes, rows, columns, y + <usize>at * yPixel, yPixel);
    return;
  }
  for (; at < width; at++) rowOfFours1(x + <usize>at * step, xRow, tap, w, turnBytes, rows, columns, y + <usize>at * yPixel);
}

function rowOfFours4(
  x: usize, xRow: usize, tap: usize, step: usize, w: usize, turnBytes: usize, rows: i32, columns: i32, y: usize, yPixel: usize,
): void {
  let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
  for (let m = 0; m < rows; m++, x += xRow) {
    let p = x, q = p + step, r = q + step, s = r + step;
    for (let n = columns; n > 0; n--) {
      const i = v128.load(p), j = v128.load(q), k = v128.load(r), l = v128.load(s);
      const w0 = v128.load(w);
      a = madd(i, w0, a); b = madd(j, w0, b); c = madd(k, w0, c); d = madd(l, w0, d);
      const w1 = v128.load(w + turnBytes);
      a = madd(turn(i, 2), w1, a); b = madd(turn(j, 2), w1, b); c = madd(turn(k, 2), w1, c); d = madd(turn(l, 2), w1, d);
      const w2 = v128.load(w + 2 * turnBytes);
      a = madd(turn(i, 3), w2, a); b = madd(turn(j, 3), w2, b); c = madd(turn(k, 3), w2, c); d = madd(turn(l, 3), w2, d);
      const w3 = v128.load(w + 3 * turnBytes);
      a = madd(turn(i, 4), w3, a); b = madd(turn(j, 4), w3, b); c = madd(turn(k, 4), w3, c); d = madd(turn(l, 4), w3, d);
      p += tap; q += tap; r += tap; s += tap; w += 16;
    }
  }
  v128.store(y, a);
  v128.store(y + yPixel, b);
  v128.store(y + 2 * yPixel, c);
  v128.store(y + 3 * yPixel, d);
}

function rowOfFours1(x: usize, xRow: usize, tap: usize, w: usize, turnBytes: usize, rows: i32, columns: i32, y: usize): void {
  let a = f32x4.splat(0);
  for (let m = 0; m < rows; m++, x += xRow) {
    let p = x;
    for (let n = 0; n < columns; n++, p += tap, w += 16) {
      const v = v128.load(p);
      a = madd(v, v128.load(w), a);
      a = madd(turn(v, 2), v128.load(w + turnBytes), a);
      a = madd(turn(v, 3), v128.load(w + 2 * turnBytes), a);
      a = madd(turn(v, 4), v128.load(w + 3 * turnBytes), a);
    }
  }
  v128.store(y, a);
}
