// A batch's scores: its mean loss and its accuracy.

/** meanLoss, one number; probabilities [B, K]; labels int32 [B] → scores [2]. */
export function batchScores(meanLoss: usize, probabilities: usize, labels: usize, scores: usize, batch: i32, classes: i32): void {
  let right = 0;
  for (let b = 0; b < batch; b++) {
    const row = probabilities + ((<usize>(b * classes)) << 2);
    let likeliest = 0;
    for (let k = 1; k < classes; k++) if (load<f32>(row + ((<usize>k) << 2)) > load<f32>(row + ((<usize>likeliest) << 2))) likeliest = k;
    if (likeliest === load<i32>(labels + ((<usize>b) << 2))) right++;
  }
  store<f32>(scores, load<f32>(meanLoss));
  store<f32>(scores, <f32>right / <f32>batch, 4);
}
