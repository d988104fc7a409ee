// Adds one number per channel; the gradient sums over everything but the channels.

/** y[r, c] = x[r, c] + bias[c]. */
export function biasAdd(x: usize, bias: usize, y: usize, rows: i32, channels: i32): void {
  for (let r = 0; r < rows; r++) {
    let c = 0;
    for (; c + 4 <= channels; c += 4, x += 16, y += 16) {
      v128.store(y, f32x4.add(v128.load(x), v128.load(bias + ((<usize>c) << 2))));
    }
    for (; c < channels; c++, x += 4, y += 4) store<f32>(y, load<f32>(x) + load<f32>(bias + ((<usize>c) << 2)));
  }
}

/** out[c] = the sum of dy[r, c] over r, in the order of the rows. */
export function biasAddGrad(dy: usize, out: usize, rows: i32, channels: i32): void {
  memory.fill(out, 0, (<usize>channels) << 2);
  for (let r = 0; r < rows; r++) {
    let at = out;
    let c = 0;
    for (; c + 4 <= channels; c += 4, dy += 16, at += 16) v128.store(at, f32x4.add(v128.load(at), v128.load(dy)));
    for (; c < channels; c++, dy += 4, at += 4) store<f32>(at, load<f32>(at) + load<f32>(dy));
  }
}
