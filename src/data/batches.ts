// Batches: which training images, in which order, and bytes turned into the numbers a network sees.
// The order depends on labels, seed, epoch and batch size, never on the network: two arms of one seed see the same.

import { randomStream, type RandomStream } from "./random.ts";

/** Full batches in one epoch of `imageCount` images; at least one. */
export function batchesPerEpoch(imageCount: number, batchSize: number): number {
  return Math.max(1, Math.floor(imageCount / batchSize));
}

/**
 * One epoch: batches of `batchSize` indices into `labels`, as many as fit into the number of images.
 * In a batch, the classes' counts differ by at most one. Within a class the images come in random order, none twice
 * before all have come once. So a small class is seen more often than its share, and a large one less.
 */
export function* trainingOrder(
  labels: Uint8Array,
  seed: number,
  epoch: number,
  batchSize: number,
): Generator<Uint32Array, void, undefined> {
  if (labels.length === 0) throw new RangeError("a training order needs at least one image, and there are 0");
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new RangeError(`a batch cannot hold ${batchSize} images: the size must be a whole number from 1`);
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  const images = classes.map((label) => {
    const own = Uint32Array.from(labels.keys()).filter((index) => labels[index] === label);
    return endlessShuffle(own, randomStream(seed, "data order", epoch, "class", label));
  });
  const stream = randomStream(seed, "data order", epoch);
  const classOrder = endlessShuffle(Uint32Array.from(classes.keys()), stream);
  const everyClass = Math.floor(batchSize / classes.length);
  for (let batch = 0; batch < batchesPerEpoch(labels.length, batchSize); batch++) {
    const chosen = classes.flatMap((_, position) => new Array<number>(everyClass).fill(position));
    const extra = new Set<number>();
    // a set: no class twice in it, even where one shuffle ends and the next begins
    while (chosen.length + extra.size < batchSize) extra.add(classOrder.next().value);
    chosen.push(...extra);
    yield stream.shuffle(Uint32Array.from(chosen, (position) => images[position]!.next().value));
  }
}

function* endlessShuffle(values: Uint32Array, stream: RandomStream): Generator<number, never, undefined> {
  for (;;) yield* stream.shuffle(values);
}

/** What a byte of a view becomes: (byte − 127.5) / 63.75, from −2 to 2. */
export const normalised: Float32Array<ArrayBuffer> = Float32Array.from(
  { length: 256 },
  (_, byte) => (byte - 127.5) / 63.75,
);

/** Bytes to floats from −2 to 2, element by element; `out` must be at least as long as `bytes`. */
export function normalise(bytes: Uint8Array, out: Float32Array): void {
  if (out.length < bytes.length) throw new RangeError(`${bytes.length} bytes do not fit into ${out.length} floats`);
  for (let index = 0; index < bytes.length; index++) out[index] = normalised[bytes[index]!]!;
}
