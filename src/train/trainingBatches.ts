// One epoch's batches as pixels and labels, augmented, in seeded order. The same for
// every arm of a seed: nothing here depends on the network.
import { normalise, trainingOrder } from "../data/batches.ts";
import { defaultAugmentation, viewBytes, type Dataset } from "../data/dataset.ts";
import { randomStream } from "../data/random.ts";

export interface TrainingBatch {
  /** [batch, 32, 32, 3], row by row. Valid until the next batch is drawn. */
  readonly pixels: Float32Array;
  readonly labels: Int32Array;
}

export function* trainingBatches(dataset: Dataset, seed: number, epoch: number, batchSize: number): Generator<TrainingBatch> {
  const datasetLabels = dataset.labels("train");
  const bytes = new Uint8Array(batchSize * viewBytes);
  const pixels = new Float32Array(batchSize * viewBytes);
  const labels = new Int32Array(batchSize);
  const augmentation = randomStream(seed, "augmentation", epoch);
  for (const indices of trainingOrder(datasetLabels, seed, epoch, batchSize)) {
    indices.forEach((index, position) => {
      dataset.writeTrainingView(index, augmentation, defaultAugmentation, bytes, position * viewBytes);
      labels[position] = datasetLabels[index] ?? 0;
    });
    normalise(bytes, pixels);
    yield { pixels, labels };
  }
}
