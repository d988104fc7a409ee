// Training views painted in WebAssembly, on memory that the backend lends. src/data/emojiView.ts says
// what an order and a sprite are.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { kernelsOf, memoryOf } from "../wasm/attach.ts";
import { offsetBy, type Address } from "../wasm/signature.ts";
import { heapOf } from "../wasm/watchStep.ts";

/** Bytes of a sprite of 32 × 32 words, and of a view of 32 · 32 · 3 floats. */
const SPRITE_BYTES = 4096;
const VIEW_BYTES = 12288;
const FRAMED_BYTES = 34 * 34 * 4;
const WORDS_BYTES = 4096;

/** The scratch memory of each backend, kept while it lives: as much as its largest batch needed. */
const scratch = new WeakMap<BackendWasm, { readonly address: Address; readonly bytes: number }>();

function scratchOf(backend: BackendWasm, bytes: number): Address {
  const own = scratch.get(backend);
  if (own && own.bytes >= bytes) return own.address;
  if (own) heapOf(backend)._free(own.address);
  const address = (heapOf(backend)._malloc(bytes) >>> 0) as Address;
  if (address === 0)
    throw new Error(`There is no memory for a batch of training views: ${bytes} bytes were asked for.`);
  scratch.set(backend, { address, bytes });
  return address;
}

/** One view per sprite: sprites of 1024 words, as many orders in one array → [views, 32, 32, 3] from −2 to 2. */
export function paintViews(
  backend: BackendWasm,
  sprites: readonly Uint32Array[],
  orders: Int32Array,
  pixels: Float32Array,
): void {
  const count = sprites.length;
  if (pixels.byteLength !== count * VIEW_BYTES)
    throw new Error(`${count} views have ${(count * VIEW_BYTES) / 4} numbers, not ${pixels.length}.`);
  const spritesAt = scratchOf(
    backend,
    count * (SPRITE_BYTES + VIEW_BYTES) + orders.byteLength + FRAMED_BYTES + WORDS_BYTES,
  );
  const out = offsetBy(spritesAt, count * SPRITE_BYTES),
    words = offsetBy(out, count * VIEW_BYTES),
    framed = offsetBy(words, WORDS_BYTES),
    ordersAt = offsetBy(framed, FRAMED_BYTES);
  const heap = memoryOf(backend).buffer;
  const into = new Uint32Array(heap, spritesAt, (count * SPRITE_BYTES) / 4);
  sprites.forEach((sprite, index) => into.set(sprite, (index * SPRITE_BYTES) / 4));
  new Int32Array(heap, ordersAt, orders.length).set(orders);
  kernelsOf(backend).paintViews({
    sprites: spritesAt,
    orders: ordersAt,
    orderBytes: orders.byteLength / count,
    framed,
    words,
    out,
    count,
  });
  pixels.set(new Float32Array(heap, out, pixels.length));
}
