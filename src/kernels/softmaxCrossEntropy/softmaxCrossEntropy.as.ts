// Softmax and cross-entropy, example by example; there are few numbers, so plain loops will do.
import { expOfNegative, logarithm } from "../wasm/exponential.as";

/** logits [B, K], labels int32 [B] → loss [B], probabilities [B, K]. A label outside 0 … K − 1: NaN. */
export function softmaxCrossEntropy(logits: usize, labels: usize, loss: usize, probabilities: usize, batch: i32, classes: i32): void {
  const row = (<usize>classes) << 2;
  for (let b = 0; b < batch; b++, logits += row, probabilities += row) {
    let largest = load<f32>(logits);
    for (let at: usize = 4; at < row; at += 4) largest = max(largest, load<f32>(logits + at));
    const total = powers(logits, probabilities, row, largest);
    scale(probabilities, row, <f32>(1 / total));
    const label = load<i32>(labels + ((<usize>b) << 2));
    const known = <u32>label < <u32>classes;
    const ofLabel = known ? load<f32>(logits + ((<usize>label) << 2)) - largest : f32.NaN;
    store<f32>(loss + ((<usize>b) << 2), <f32>(logarithm(total) - <f64>ofLabel));
  }
}

/** dlogits = (p − onehot) · dloss. */
export function softmaxCrossEntropyGrad(dloss: usize, probabilities: usize, labels: usize, dlogits: usize, batch: i32, classes: i32): void {
  const row = (<usize>classes) << 2;
  for (let b = 0; b < batch; b++, probabilities += row, dlogits += row) {
    const d = load<f32>(dloss + ((<usize>b) << 2));
    for (let at: usize = 0; at < row; at += 4) store<f32>(dlogits + at, load<f32>(probabilities + at) * d);
    const label = load<i32>(labels + ((<usize>b) << 2));
    if (<u32>label >= <u32>classes) continue;
    const at = (<usize>label) << 2;
    store<f32>(dlogits + at, (load<f32>(probabilities + at) - 1) * d);
  }
}

/** exp(logit − largest), in `out`; their sum. */
function powers(logits: usize, out: usize, row: usize, largest: f32): f64 {
  let total: f64 = 0;
  for (let at: usize = 0; at < row; at += 4) {
    const power = expOfNegative(f32x4.sub(v128.load32_splat(logits + at), f32x4.splat(largest)));
    v128.store32_lane(out + at, power, 0);
    total += <f64>f32x4.extract_lane(power, 0);
  }
  return total;
}

function scale(out: usize, row: usize, by: f32): void {
  for (let at: usize = 0; at < row; at += 4) store<f32>(out + at, load<f32>(out + at) * by);
}
