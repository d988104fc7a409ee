// One epoch's batches as pixels and labels, augmented, in seeded order. Nothing here depends on the
// network, so all arms of a seed get the same batches.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend, getBackend } from "@tensorflow/tfjs-core";
import { normalise, trainingOrder } from "../data/batches.ts";
import { defaultAugmentation, viewBytes, type Dataset, type PaintedViews } from "../data/dataset.ts";
import { orderWords } from "../data/emojiView.ts";
import { randomStream, type RandomStream } from "../data/random.ts";
import { paintViews } from "../kernels/views/wasm.ts";

/** Arrays are valid until the next batch is drawn. */
export interface PixelBatch {
  /** [batch, height, width, channels], row by row. */
  readonly pixels: Float32Array;
  readonly labels: Int32Array;
}

/** Views that are still to be painted, where the pictures are. */
export interface OrderBatch {
  /** Which training image each view shows: [batch]. */
  readonly pictures: Int32Array;
  /** [batch, orderWords]: see emojiView.ts. */
  readonly orders: Int32Array;
  readonly labels: Int32Array;
}

export type TrainingBatch = PixelBatch | OrderBatch;

/** For an engine that paints nothing itself. */
export function withPixels(batch: TrainingBatch): PixelBatch {
  if ("pixels" in batch) return batch;
  throw new Error("This engine takes batches as pixels, and was given orders of views.");
}

/** Draws views of the training images `indices` from the stream, as numbers from −2 to 2. */
type Draw = (indices: Uint32Array, stream: RandomStream, pixels: Float32Array) => void;

export function* trainingBatches(
  dataset: Dataset,
  seed: number,
  epoch: number,
  batchSize: number,
): Generator<PixelBatch> {
  const pixels = new Float32Array(batchSize * viewBytes(dataset.description));
  const draw =
    dataset.painted && getBackend() === "wasm"
      ? inWasm(backend() as BackendWasm, dataset.painted, batchSize)
      : inJavaScript(dataset, batchSize);
  for (const { indices, labels, stream } of labelledOrder(dataset, seed, epoch, batchSize)) {
    draw(indices, stream, pixels);
    yield { pixels, labels };
  }
}

/** The same views, not yet painted. */
export function* orderedBatches(
  dataset: Dataset,
  painted: PaintedViews,
  seed: number,
  epoch: number,
  batchSize: number,
): Generator<OrderBatch> {
  const [pictures, orders] = [new Int32Array(batchSize), new Int32Array(batchSize * orderWords)];
  for (const { indices, labels, stream } of labelledOrder(dataset, seed, epoch, batchSize)) {
    pictures.set(indices);
    indices.forEach((_, position) =>
      painted.orderTrainingView(stream, defaultAugmentation, orders, position * orderWords),
    );
    yield { pictures, orders, labels };
  }
}

/** The images of each batch, their labels, and the stream from which their views are drawn. */
function* labelledOrder(dataset: Dataset, seed: number, epoch: number, batchSize: number) {
  const datasetLabels = dataset.labels("train");
  const labels = new Int32Array(batchSize);
  const stream = randomStream(seed, "augmentation", epoch);
  for (const indices of trainingOrder(datasetLabels, seed, epoch, batchSize)) {
    indices.forEach((index, position) => (labels[position] = datasetLabels[index] ?? 0));
    yield { indices, labels, stream };
  }
}

function inJavaScript(dataset: Dataset, batchSize: number): Draw {
  const size = viewBytes(dataset.description);
  const bytes = new Uint8Array(batchSize * size);
  return (indices, stream, pixels) => {
    indices.forEach((index, position) =>
      dataset.writeTrainingView(index, stream, defaultAugmentation, bytes, position * size),
    );
    normalise(bytes, pixels);
  };
}

/** The same views as orders: something else paints them, with the same numbers. */
function inWasm(engine: BackendWasm, painted: PaintedViews, batchSize: number): Draw {
  const orders = new Int32Array(batchSize * orderWords);
  return (indices, stream, pixels) => {
    indices.forEach((_, position) =>
      painted.orderTrainingView(stream, defaultAugmentation, orders, position * orderWords),
    );
    paintViews(
      engine,
      Array.from(indices, (index) => painted.sprite(index)),
      orders,
      pixels,
    );
  };
}
