// One epoch's batches as pixels and labels, augmented, in seeded order. The same for
// every arm of a seed: nothing here depends on the network.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend, getBackend } from "@tensorflow/tfjs-core";
import { normalise, trainingOrder } from "../data/batches.ts";
import { defaultAugmentation, viewBytes, type Dataset, type PaintedViews } from "../data/dataset.ts";
import { orderWords } from "../data/emojiView.ts";
import { randomStream, type RandomStream } from "../data/random.ts";
import { paintViews } from "../kernels/views/wasm.ts";

export interface TrainingBatch {
  /** [batch, 32, 32, 3], row by row. Valid until the next batch is drawn. */
  readonly pixels: Float32Array;
  readonly labels: Int32Array;
}

/** Draws views of the training images `indices` from the stream, as numbers from −2 to 2. */
type Draw = (indices: Uint32Array, stream: RandomStream, pixels: Float32Array) => void;

export function* trainingBatches(dataset: Dataset, seed: number, epoch: number, batchSize: number): Generator<TrainingBatch> {
  const datasetLabels = dataset.labels("train");
  const pixels = new Float32Array(batchSize * viewBytes);
  const labels = new Int32Array(batchSize);
  const augmentation = randomStream(seed, "augmentation", epoch);
  const draw = dataset.painted && getBackend() === "wasm" ? inWasm(backend() as BackendWasm, dataset.painted, batchSize) : inJavaScript(dataset, batchSize);
  for (const indices of trainingOrder(datasetLabels, seed, epoch, batchSize)) {
    draw(indices, augmentation, pixels);
    indices.forEach((index, position) => (labels[position] = datasetLabels[index] ?? 0));
    yield { pixels, labels };
  }
}

function inJavaScript(dataset: Dataset, batchSize: number): Draw {
  const bytes = new Uint8Array(batchSize * viewBytes);
  return (indices, stream, pixels) => {
    indices.forEach((index, position) => dataset.writeTrainingView(index, stream, defaultAugmentation, bytes, position * viewBytes));
    normalise(bytes, pixels);
  };
}

/** The same numbers: only the painting is another's. */
function inWasm(engine: BackendWasm, painted: PaintedViews, batchSize: number): Draw {
  const orders = new Int32Array(batchSize * orderWords);
  return (indices, stream, pixels) => {
    indices.forEach((_, position) => painted.orderTrainingView(stream, defaultAugmentation, orders, position * orderWords));
    paintViews(engine, Array.from(indices, (index) => painted.sprite(index)), orders, pixels);
  };
}
