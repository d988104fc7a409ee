// The mean over the image, and its gradient. Each image row is summed in its own accumulator
// first, so that the rounding does not grow with the image.
import { put, take, wholeBytes } from "../wasm/lanes.as";
import { copyTo, divide } from "./windows.as";

/** x [B, H, W, C] → y [B, C]. */
export function globalAveragePool(x: usize, y: usize, batch: i32, height: i32, width: i32, channels: i32): void {
  const pixel = (<usize>channels) << 2;
  memory.fill(y, 0, <usize>batch * pixel);
  for (let b = 0; b < batch; b++, y += pixel) {
    for (let row = 0; row < height; row++, x += <usize>width * pixel) {
      let at: usize = 0;
      for (; at < wholeBytes(pixel); at += 16) addRow(x + at, y + at, width, pixel, true);
      for (; at < pixel; at += 4) addRow(x + at, y + at, width, pixel, false);
    }
    divide(y, y, pixel, <f32>(height * width));
  }
}

/** dy [B, C] → dx [B, H, W, C]: every pixel gets dy / (H·W). */
export function globalAveragePoolGrad(dy: usize, dx: usize, batch: i32, height: i32, width: i32, channels: i32): void {
  const pixel = (<usize>channels) << 2;
  for (let b = 0; b < batch; b++, dy += pixel) {
    divide(dy, dx, pixel, <f32>(height * width));
    const end = dx + <usize>(height * width) * pixel;
    for (let to = dx + pixel; to < end; to += pixel) copyTo(to, dx, pixel);
    dx = end;
  }
}

// @ts-ignore: decorator
@inline
function addRow(x: usize, sum: usize, width: i32, pixel: usize, whole: bool): void {
  let rowSum = f32x4.splat(0);
  for (let column = 0; column < width; column++, x += pixel) rowSum = f32x4.add(rowSum, take(x, whole));
  put(sum, f32x4.add(take(sum, whole), rowSum), whole);
}
