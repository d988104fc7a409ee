// Forward convolution of narrow segments (1 to 4 channels), also used for the input gradient (with
// a rotated filter): 4 pixels × 4 channels in registers, one turn of the vectors per pass (see
// turn.as.ts).
import { madd } from "../wasm/arithmetic.as";
import { ByteCount } from "../wasm/byteCount.as";
import { placeImage } from "./image.as";
import { turnCase, turned } from "./turn.as";

/**
 * `filter` [kh, kw, g, channels] → `packed`: for each 4 channels, turn by turn, tap by tap, one
 * weight per channel. Turn t pairs each channel with the one t further on in its segment, or, with
 * `spread`, all channels of a segment with its channel t. The other arguments are packFilter's.
 */
export function packNarrow(
  filter: usize,
  packed: usize,
  kernelWidth: i32,
  tapFloats: i32,
  channels: i32,
  g: i32,
  rows: i32,
  columns: i32,
  firstRow: i32,
  firstColumn: i32,
  rowStep: i32,
  columnStep: i32,
  laneStride: i32,
  depthStride: i32,
  spread: bool,
): void {
  for (let from = 0; from < channels; from += 4) {
    for (let turn = 0; turn < g; turn++) {
      for (let m = 0; m < rows; m++) {
        for (let n = 0; n < columns; n++) {
          const tap = ((firstRow + m * rowStep) * kernelWidth + firstColumn + n * columnStep) * tapFloats;
          for (let c = from; c < from + 4; c++, packed += 4) {
            const lane = c % g;
            const at = tap + c - lane + lane * laneStride + (spread ? turn : (lane + turn) % g) * depthStride;
            store<f32>(packed, load<f32>(filter + ((<usize>at) << 2)));
          }
        }
      }
    }
  }
}

/**
 * As convolveWide, for segments of `g` input and as many output channels; `channels` is a
 * multiple of 4, for g = 3 of 12. For g = 3 it reads, and ignores, 8 bytes before and after
 * an image.
 */
export function convolveNarrow(
  x: usize,
  packed: usize,
  y: usize,
  scratch: usize,
  batch: i32,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  g: i32,
  outHeight: i32,
  outWidth: i32,
  rows: i32,
  columns: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
  yImage: ByteCount,
  yRow: ByteCount,
  yPixel: ByteCount,
): void {
  const pixel = (<usize>channels) << 2;
  const placedHeight = (outHeight - 1) * strideHeight + max(rows, 1);
  const placedWidth = (outWidth - 1) * strideWidth + max(columns, 1);
  const xRow = <usize>(scratch ? placedWidth : inWidth) * pixel;
  const turnBytes = (<usize>(rows * columns)) << 4;
  for (let b = 0; b < batch; b++) {
    let image = x + <usize>(b * inHeight * inWidth) * pixel;
    if (scratch) {
      placeImage(image, inHeight, inWidth, scratch, placedHeight, placedWidth, top, left, pixel);
      image = scratch;
    }
    for (let r = 0; r < outHeight; r++) {
      let w = packed;
      const xAt = image + <usize>(r * strideHeight) * xRow;
      const yAt = y + <usize>b * yImage + <usize>r * yRow;
      for (let from = 0; from < channels; from += 4) {
        const shift = (<usize>from) << 2;
        for (let turn = 0; turn < g; turn++, w += turnBytes) {
          rowOf(turnCase(g, turn, from), xAt + shift, xRow, pixel, pixel * strideWidth, w, rows, columns, yAt + shift, yPixel, outWidth);
        }
      }
    }
  }
}

/** One row of pixels, 4 channels, one turn: the first turn sets y, the others add to it. */
function rowOf(
  which: i32,
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  w: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  switch (which) {
    case 1:
      row1(x, xRow, tap, step, w, rows, columns, y, yPixel, width);
      break;
    case 2:
      row2(x, xRow, tap, step, w, rows, columns, y, yPixel, width);
      break;
    case 3:
      row3(x, xRow, tap, step, w, rows, columns, y, yPixel, width);
      break;
    case 4:
      row4(x, xRow, tap, step, w, rows, columns, y, yPixel, width);
      break;
    case 5:
      row5(x, xRow, tap, step, w, rows, columns, y, yPixel, width);
      break;
    case 6:
      row6(x, xRow, tap, step, w, rows, columns, y, yPixel, width);
      break;
    case 7:
      row7(x, xRow, tap, step, w, rows, columns, y, yPixel, width);
      break;
    case 8:
      row8(x, xRow, tap, step, w, rows, columns, y, yPixel, width);
      break;
    case 9:
      row9(x, xRow, tap, step, w, rows, columns, y, yPixel, width);
      break;
    case 10:
      row10(x, xRow, tap, step, w, rows, columns, y, yPixel, width);
      break;
    default:
      row0(x, xRow, tap, step, w, rows, columns, y, yPixel, width);
  }
}

function row0(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  w: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  row(0, x, xRow, tap, step, w, rows, columns, y, yPixel, width);
}
function row1(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  w: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  row(1, x, xRow, tap, step, w, rows, columns, y, yPixel, width);
}
function row2(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  w: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  row(2, x, xRow, tap, step, w, rows, columns, y, yPixel, width);
}
function row3(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  w: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  row(3, x, xRow, tap, step, w, rows, columns, y, yPixel, width);
}
function row4(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  w: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  row(4, x, xRow, tap, step, w, rows, columns, y, yPixel, width);
}
function row5(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  w: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  row(5, x, xRow, tap, step, w, rows, columns, y, yPixel, width);
}
function row6(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  w: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  row(6, x, xRow, tap, step, w, rows, columns, y, yPixel, width);
}
function row7(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  w: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  row(7, x, xRow, tap, step, w, rows, columns, y, yPixel, width);
}
function row8(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  w: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  row(8, x, xRow, tap, step, w, rows, columns, y, yPixel, width);
}
function row9(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  w: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  row(9, x, xRow, tap, step, w, rows, columns, y, yPixel, width);
}
function row10(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  w: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  row(10, x, xRow, tap, step, w, rows, columns, y, yPixel, width);
}

// @ts-ignore: decorator
@inline
function row(
  which: i32,
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  weights: usize,
  rows: i32,
  columns: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  const triples = step == tap ? columns / 3 : 0;
  const singles = columns - 3 * triples;
  for (; width >= 4; width -= 4) {
    const y1 = y + yPixel,
      y2 = y1 + yPixel,
      y3 = y2 + yPixel;
    let a = f32x4.splat(0),
      b = f32x4.splat(0),
      c = f32x4.splat(0),
      d = f32x4.splat(0);
    if (which != 0) {
      a = v128.load(y);
      b = v128.load(y1);
      c = v128.load(y2);
      d = v128.load(y3);
    }
    let w = weights;
    let from = x;
    for (let m = 0; m < rows; m++, from += xRow) {
      let p = from;
      // Three adjacent taps: six pixels serve four outputs.
      for (let n = 0; n < triples; n++) {
        const w0 = v128.load(w),
          w1 = v128.load(w, 16),
          w2 = v128.load(w, 32);
        let v = turned(p, which);
        a = madd(v, w0, a);
        p += tap;
        v = turned(p, which);
        a = madd(v, w1, a);
        b = madd(v, w0, b);
        p += tap;
        v = turned(p, which);
        a = madd(v, w2, a);
        b = madd(v, w1, b);
        c = madd(v, w0, c);
        p += tap;
        v = turned(p, which);
        b = madd(v, w2, b);
        c = madd(v, w1, c);
        d = madd(v, w0, d);
        v = turned(p + tap, which);
        c = madd(v, w2, c);
        d = madd(v, w1, d);
        v = turned(p + 2 * tap, which);
        d = madd(v, w2, d);
        w += 48;
      }
      for (let n = 0; n < singles; n++) {
        const w0 = v128.load(w);
        a = madd(turned(p, which), w0, a);
        b = madd(turned(p + step, which), w0, b);
        c = madd(turned(p + 2 * step, which), w0, c);
        d = madd(turned(p + 3 * step, which), w0, d);
        p += tap;
        w += 16;
      }
    }
    v128.store(y, a);
    v128.store(y1, b);
    v128.store(y2, c);
    v128.store(y3, d);
    x += 4 * step;
    y = y3 + yPixel;
  }
  for (; width > 0; width--, x += step, y += yPixel) {
    let a = which != 0 ? v128.load(y) : f32x4.splat(0);
    let w = weights;
    let from = x;
    for (let m = 0; m < rows; m++, from += xRow) {
      let p = from;
      for (let n = 0; n < columns; n++, p += tap, w += 16) a = madd(turned(p, which), v128.load(w), a);
    }
    v128.store(y, a);
  }
}
