// Training views painted, and evaluation views unpacked, on the GPU, from pictures that stay
// there. src/data/emojiView.ts says what an order and a sprite are.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { engine, type Tensor, type Tensor1D, type Tensor2D, type Tensor4D } from "@tensorflow/tfjs-core";
import { dispatch, emptyTensor } from "../webgpu/dispatch.ts";
import { writes, type Binding, type Program } from "../webgpu/program.ts";

const SIDE = 32;
const PIXELS = SIDE * SIDE;

const readsWords = (name: string, type: "i32" | "u32"): Binding => ({ name, access: "read", type });
/** A byte's number is looked up: a division on a GPU need not be rounded as in JavaScript. */
const numberOf: Binding = { name: "numberOf", access: "read", type: "f32" };

/** One thread per pixel: the background's lattice, grain over it, and the sprite over both. */
const paint: Program<{ readonly views: number; readonly orderWords: number }> = {
  name: "paintViews",
  workgroupSize: 64,
  bindings: () => [
    readsWords("sprites", "u32"),
    readsWords("pictures", "i32"),
    readsWords("orders", "i32"),
    numberOf,
    writes("images"),
  ],
  body: () => `
const EVEN = 0x00ff00ffu;

// Two channels at once: weight 256ths of the way from a to b.
fn mixed(a: u32, b: u32, weight: u32) -> u32 {
  return ((a * (256u - weight) + b * weight) >> 8u) & EVEN;
}

// A whole number's bits, well mixed: the finaliser of MurmurHash3.
fn scrambled(value: u32) -> u32 {
  let once = (value ^ (value >> 16u)) * 0x85ebca6bu;
  let twice = (once ^ (once >> 13u)) * 0xc2b2ae35u;
  return twice ^ (twice >> 16u);
}

fn background(order: i32, x: u32, y: u32) -> vec2u {
  let cellBits = u32(orders[order + 4]);
  let grain = u32(orders[order + 5]);
  let nodes = (${SIDE}u >> cellBits) + 1u;
  let inCell = (1u << cellBits) - 1u;
  let node = order + 7 + i32((y >> cellBits) * nodes + (x >> cellBits));
  let below = node + i32(nodes);
  let weightX = ((2u * (x & inCell) + 1u) << 7u) >> cellBits;
  let weightY = ((2u * (y & inCell) + 1u) << 7u) >> cellBits;
  let corners = vec4u(u32(orders[node]), u32(orders[node + 1]), u32(orders[below]), u32(orders[below + 1]));
  let evens = corners & vec4u(EVEN);
  let odds = (corners >> vec4u(8u)) & vec4u(EVEN);
  var even = mixed(mixed(evens.x, evens.z, weightY), mixed(evens.y, evens.w, weightY), weightX);
  var odd = mixed(mixed(odds.x, odds.z, weightY), mixed(odds.y, odds.w, weightY), weightX);
  if (grain > 0u) {
    let speck = scrambled(u32(orders[order + 6]) + y * ${SIDE}u + x);
    even = mixed(even, speck & EVEN, grain);
    odd = mixed(odd, (speck >> 8u) & EVEN, grain);
  }
  return vec2u(even, odd);
}

// Beyond its border a sprite is empty.
fn spriteWord(first: i32, column: i32, row: i32) -> u32 {
  let inside = column >= 0 && column < ${SIDE} && row >= 0 && row < ${SIDE};
  return select(0u, sprites[first + clamp(row, 0, ${SIDE - 1}) * ${SIDE} + clamp(column, 0, ${SIDE - 1})], inside);
}

// Rounded division by 255, exact for products of two bytes.
fn dividedBy255(product: u32) -> u32 {
  let shifted = product + 128u;
  return (shifted + (shifted >> 8u)) >> 8u;
}

fn run(index: i32, group: i32, lane: i32) {
  if (index >= views * ${PIXELS}) { return; }
  let view = index / ${PIXELS};
  let x = index % ${SIDE};
  let y = (index % ${PIXELS}) / ${SIDE};
  let order = view * orderWords;
  let behind = background(order, u32(x), u32(y));
  var colour = vec3u(behind.x & 255u, behind.y & 255u, behind.x >> 16u);

  let u = orders[order] + x * orders[order + 2];
  let v = orders[order + 1] + y * orders[order + 3];
  let first = pictures[view] * ${PIXELS};
  let column = u >> 16u;
  let row = v >> 16u;
  let corners = vec4u(
    spriteWord(first, column, row), spriteWord(first, column + 1, row),
    spriteWord(first, column, row + 1), spriteWord(first, column + 1, row + 1));
  if (any(corners != vec4u())) {
    let weightX = u32((u >> 12u) & 15);
    let weightY = u32((v >> 12u) & 15);
    let both = weightX * weightY;
    let weights = vec4u(256u + both - ((weightX + weightY) << 4u), (weightX << 4u) - both, (weightY << 4u) - both, both);
    let evens = (corners & vec4u(EVEN)) * weights;
    let odds = ((corners >> vec4u(8u)) & vec4u(EVEN)) * weights;
    let redBlue = (evens.x + evens.y + evens.z + evens.w + 0x00800080u) >> 8u;
    let greenAlpha = (odds.x + odds.y + odds.z + odds.w + 0x00800080u) >> 8u;
    let shade = 255u - ((greenAlpha >> 16u) & 255u);
    colour = vec3u(
      (redBlue & 255u) + dividedBy255(colour.x * shade),
      (greenAlpha & 255u) + dividedBy255(colour.y * shade),
      ((redBlue >> 16u) & 255u) + dividedBy255(colour.z * shade));
  }
  images[index * 3] = numberOf[colour.x];
  images[index * 3 + 1] = numberOf[colour.y];
  images[index * 3 + 2] = numberOf[colour.z];
}`,
};

/** One thread per word: four bytes of a picture's view. */
const unpack: Program<{ readonly views: number; readonly viewWords: number }> = {
  name: "unpackViews",
  workgroupSize: 64,
  bindings: () => [readsWords("words", "u32"), readsWords("pictures", "i32"), numberOf, writes("images", 4)],
  body: () => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= views * viewWords) { return; }
  let word = words[pictures[index / viewWords] * viewWords + index % viewWords];
  images[index] = vec4f(numberOf[word & 255u], numberOf[(word >> 8u) & 255u], numberOf[(word >> 16u) & 255u], numberOf[word >> 24u]);
}`,
};

export interface OrderedViews {
  /** int32 [pictures · 1024]: sprites of 32 × 32 words. */
  readonly sprites: Tensor;
  /** int32 [views]: which sprite each view shows. */
  readonly pictures: Tensor1D;
  /** int32 [views, words of an order]. */
  readonly orders: Tensor2D;
  /** [256]: a byte's number. */
  readonly numberOf: Tensor1D;
}

/** The views that the orders ask for, [views, 32, 32, 3]: bit for bit what JavaScript paints. */
export function paintViews(
  backend: WebGPUBackend,
  { sprites, pictures, orders, numberOf: numbers }: OrderedViews,
): Tensor4D {
  const [views, orderWords] = orders.shape;
  const images = emptyTensor(backend, [views, SIDE, SIDE, 3]);
  dispatch(backend, {
    program: paint,
    constants: { views, orderWords },
    bind: { sprites, pictures, orders, numberOf: numbers, images },
    count: { threads: views * PIXELS },
  });
  return engine().makeTensorFromTensorInfo(images) as Tensor4D;
}

export interface PackedViews {
  /** int32: the bytes of all views, four to a word, the first in the lowest bits. A view is a whole number of words. */
  readonly words: Tensor;
  /** [height, width, channels] of a view. */
  readonly imageShape: readonly [number, number, number];
  readonly pictures: Tensor1D;
  readonly numberOf: Tensor1D;
}

/** The views of these pictures, [views, height, width, channels]. */
export function unpackViews(
  backend: WebGPUBackend,
  { words, imageShape, pictures, numberOf: numbers }: PackedViews,
): Tensor4D {
  const [views] = pictures.shape;
  const viewWords = imageShape.reduce((product, side) => product * side) / 4;
  if (!Number.isInteger(viewWords))
    throw new Error(`A view of ${imageShape.join("×")} bytes is no whole number of words of four bytes.`);
  const images = emptyTensor(backend, [views, ...imageShape]);
  dispatch(backend, {
    program: unpack,
    constants: { views, viewWords },
    bind: { words, pictures, numberOf: numbers, images },
    count: { threads: views * viewWords },
  });
  return engine().makeTensorFromTensorInfo(images) as Tensor4D;
}
