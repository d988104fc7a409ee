// Filter gradient of wide segments: 4 input × 8 output channels of one tap in registers,
// over the pixels of one image, partial sums kept in the result. Walking image by image
// keeps both images in the cache while every segment, tap and tile passes over them.
import { madd } from "../wasm/arithmetic.as";
import { placeImage, storeLanes } from "./image.as";

/**
 * x: batch images [inHeight, inWidth, S·depth], dy: [outHeight, outWidth, S·lanes] →
 * `out` [rows, columns, depth, S·lanes], which is overwritten. `scratch` holds one placed image, or is 0
 * when no tap leaves the image. Reads, and ignores, up to 12 bytes behind dy: inside the
 * heap, whose allocator keeps its own records there.
 */
export function filterGradientWide(
  x: usize, dy: usize, out: usize, scratch: usize, batch: i32, inHeight: i32, inWidth: i32,
  segments: i32, depth: i32, lanes: i32, outHeight: i32, outWidth: i32, rows: i32, columns: i32,
  strideHeight: i32, strideWidth: i32, top: i32, left: i32,
): void {
  const pixel = <usize>(segments * depth) << 2;
  const outChannels = segments * lanes;
  const dyPixel = <usize>outChannels << 2;
  const placedHeight = (outHeight - 1) * strideHeight + rows;
  const placedWidth = (outWidth - 1) * strideWidth + columns;
  const xRow = <usize>(scratch ? placedWidth : inWidth) * pixel;
  memory.fill(out, 0, <usize>(rows * columns * depth * outChannels) << 2);
  for (let b = 0; b < batch; b++) {
    let image = x + <usize>(b * inHeight * inWidth) * pixel;
    if (scratch) {
      placeImage(image, inHeight, inWidth, scratch, placedHeight, placedWidth, top, left, pixel);
      image = scratch;
    }
    const dyImage = dy + <usize>(b * outHeight * outWidth) * dyPixel;
    for (let s = 0; s < segments; s++) {
      for (let m = 0; m < rows; m++) {
        for (let n = 0; n < columns; n++) {
          const seen = image + <usize>m * xRow + <usize>n * pixel;
          for (let d = 0; d < depth; ) {
            const deep = min(depth - d, 4);
            const xAt = seen + (<usize>(s * depth + d) << 2);
            const outAt = out + (<usize>(((m * columns + n) * depth + d) * outChannels + s * lanes) << 2);
            for (let o = 0; o < lanes; o += 8) {
              const shift = <usize>o << 2;
              if (deep == 4) tile4x8(xAt, xRow * strideHeight, pixel * strideWidth, dyImage + (<usize>(s * lanes) << 2) + shift, dyPixel, outHeight, outWidth, outAt + shift, dyPixel, lanes - o);
              else for (let e = 0; e < deep; e++) {
                tile1x8(xAt + (<usize>e << 2), xRow * strideHeight, pixel * strideWidth, dyImage + (<usize>(s * lanes) << 2) + shift, dyPixel, outHeight, outWidth, outAt + <usize>e * dyPixel + shift, lanes - o);
              }
            }
            d += deep;
          }
        }
      }
    }
  }
}

function tile4x8(
  x: usize, xRow: usize, xStep: usize, dy: usize, dyStep: usize, height: i32, width: i32,
  out: usize, outRow: usize, lanes: i32,
): void {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), b0 = f32x4.splat(0), b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0), c1 = f32x4.splat(0), d0 = f32x4.splat(0), d1 = f32x4.splat(0);
  for (let r = 0; r < height; r++, x += xRow) {
    let p = x;
    for (let c = 0; c < width; c++) {
      const g0 = v128.load(dy), g1 = v128.load(dy, 16);
      let v = v128.load32_splat(p); a0 = madd(v, g0, a0); a1 = madd(v, g1, a1);
      v = v128.load32_splat(p, 4); b0 = madd(v, g0, b0); b1 = madd(v, g1, b1);
      v = v128.load32_splat(p, 8); c0 = madd(v, g0, c0); c1 = madd(v, g1, c1);
      v = v128.load32_splat(p, 12); d0 = madd(v, g0, d0); d1 = madd(v, g1, d1);
      p += xStep; dy += dyStep;
    }
  }
  add8(out, a0, a1, lanes);
  add8(out + outRow, b0, b1, lanes);
  add8(out + 2 * outRow, c0, c1, lanes);
  add8(out + 3 * outRow, d0, d1, lanes);
}

function tile1x8(
  x: usize, xRow: usize, xStep: usize, dy: usize, dyStep: usize, height: i32, width: i32, out: usize, lanes: i32,
): void {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0);
  for (let r = 0; r < height; r++, x += xRow) {
    let p = x;
    for (let c = 0; c < width; c++, p += xStep, dy += dyStep) {
      const v = v128.load32_splat(p);
      a0 = madd(v, v128.load(dy), a0);
      a1 = madd(v, v128.load(dy, 16), a1);
    }
  }
  add8(out, a0, a1, lanes);
}

// @ts-ignore: decorator
@inline
function add8(out: usize, low: v128, high: v128, lanes: i32): void {
  storeLanes(out, f32x4.add(v128.load(out), low), lanes);
  if (lanes > 4) storeLanes(out + 16, f32x4.add(v128.load(out, 16), high), lanes - 4);
}
