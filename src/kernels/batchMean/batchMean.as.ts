// The mean of a batch's losses, summed in order, so that the bits are always the same.

/** x [count] → y, one number. */
export function batchMean(x: usize, y: usize, count: i32): void {
  let sum: f32 = 0;
  for (const end = x + ((<usize>count) << 2); x < end; x += 4) sum += load<f32>(x);
  store<f32>(y, sum / <f32>count);
}

/** dy, one number → dx [count], each dy / count. */
export function batchMeanGrad(dy: usize, dx: usize, count: i32): void {
  const share = load<f32>(dy) / <f32>count;
  for (const end = dx + ((<usize>count) << 2); dx < end; dx += 4) store<f32>(dx, share);
}
