// Draws one view of a picture with transparency on a random background. Whole-number arithmetic throughout,
// two colour channels per 32-bit word, so that any engine can draw the same bytes.

import type { RandomStream } from "./random.ts";
import type { AugmentationSettings } from "./dataset.ts";

/** One picture: 32 × 32 words, red in the lowest byte, then green, blue, alpha; colours already multiplied by alpha. */
export type Sprite = Uint32Array;
export const spriteSize = 32;
export const spritePixels = spriteSize * spriteSize;

export type Backgrounds = "varied" | "white";

/** The size of a picture at scale 1, in 256ths of its 32 pixels, so that most sizes and shifts keep it in sight. */
const usualScale = 224;

const evenLanes = 0x00ff00ff;
const halves = 0x00800080;

/**
 * An order describes a view that is drawn from a stream but not yet painted, in this many 32-bit words: where the
 * picture's first pixel lies on the sprite along x and y (65536ths of a pixel); the steps from pixel to pixel along x
 * and y; the cell size of the background's lattice (as a power of two); the strength of its grain (256ths); the grain's
 * seed; and the colours of the lattice's nodes, row by row (red in the lowest byte, then green and blue).
 */
export const orderWords = 7 + 81;
const firstNode = 7;

/** Draws a view's background and place from the stream and writes its 3072 bytes (R G B, row by row) into `out`. */
export function writeView(
  sprites: Uint32Array,
  index: number,
  stream: RandomStream,
  augmentation: AugmentationSettings,
  backgrounds: Backgrounds,
  out: Uint8Array,
  offset: number,
): void {
  orderView(stream, augmentation, backgrounds, ownOrder, 0);
  paintView(sprites, index * spritePixels, ownOrder, 0, out, offset);
}

const ownOrder = new Int32Array(orderWords);

/** Draws a view's background and place from the stream, as an order into `order` from word `at`. */
export function orderView(
  stream: RandomStream,
  augmentation: AugmentationSettings,
  backgrounds: Backgrounds,
  order: Int32Array,
  at: number,
): void {
  if (backgrounds === "varied") orderBackground(stream, order, at);
  else {
    order[at + 4] = 5;
    order[at + 5] = 0;
    order.fill(0xffffff, at + firstNode, at + firstNode + 4);
  }
  // The number of draws is the same for every setting, so that a setting does not disturb what comes after it.
  const shift = Math.round(augmentation.shift * 65536);
  const shiftX = Math.floor(stream.range(-shift, shift + 1));
  const shiftY = Math.floor(stream.range(-shift, shift + 1));
  const scale = Math.round(usualScale * (1 + augmentation.scale * stream.range(-1, 1)));
  const mirrored = stream.uniform() < 0.5 && augmentation.flip;
  const step = Math.round(16777216 / scale);
  const stepX = mirrored ? -step : step;
  const centre = 31 * 32768; // (32 − 1) / 2 pixels
  order[at] = centre - Math.round((centre + shiftX) * (stepX / 65536));
  order[at + 1] = centre - Math.round((centre + shiftY) * (step / 65536));
  order[at + 2] = stepX;
  order[at + 3] = step;
}

/**
 * Paints an order: the background, and over it the sprite whose first word is `first`. src/kernels/views paints the
 * same in WebAssembly.
 */
export function paintView(
  sprites: Uint32Array,
  first: number,
  order: Int32Array,
  at: number,
  out: Uint8Array,
  offset: number,
): void {
  paintBackground(order, at, out, offset);
  paintSprite(sprites, first, order[at]!, order[at + 1]!, order[at + 2]!, order[at + 3]!, out, offset);
}

/** Lays the sprite over what `out` holds. */
function paintSprite(
  sprites: Uint32Array,
  first: number,
  startX: number,
  startY: number,
  stepX: number,
  step: number,
  out: Uint8Array,
  offset: number,
): void {
  let at = offset;
  for (let y = 0; y < 32; y++) {
    const v = startY + y * step;
    const row = v >> 16;
    const weightY = (v >> 12) & 15; // 16ths of a pixel: four weights of 256ths, so that each channel's sum fits 16 bits
    if (row < -1 || row >= spriteSize) {
      at += 96;
      continue;
    }
    const above = row >= 0;
    const below = row < spriteSize - 1;
    const rowStart = first + row * spriteSize;
    for (let x = 0, u = startX; x < 32; x++, u += stepX, at += 3) {
      const column = u >> 16;
      if (column < -1 || column >= spriteSize) continue;
      const weightX = (u >> 12) & 15;
      const left = column >= 0;
      const right = column < spriteSize - 1;
      const corner = rowStart + column;
      const p00 = above && left ? sprites[corner]! : 0;
      const p01 = above && right ? sprites[corner + 1]! : 0;
      const p10 = below && left ? sprites[corner + spriteSize]! : 0;
      const p11 = below && right ? sprites[corner + spriteSize + 1]! : 0;
      if ((p00 | p01 | p10 | p11) === 0) continue;
      const w11 = weightX * weightY;
      const w10 = (weightY << 4) - w11;
      const w01 = (weightX << 4) - w11;
      const w00 = 256 - w01 - w10 - w11;
      const redBlue =
        (Math.imul(p00 & evenLanes, w00) +
          Math.imul(p01 & evenLanes, w01) +
          Math.imul(p10 & evenLanes, w10) +
          Math.imul(p11 & evenLanes, w11) +
          halves) >>>
        8;
      const greenAlpha =
        (Math.imul((p00 >>> 8) & evenLanes, w00) +
          Math.imul((p01 >>> 8) & evenLanes, w01) +
          Math.imul((p10 >>> 8) & evenLanes, w10) +
          Math.imul((p11 >>> 8) & evenLanes, w11) +
          halves) >>>
        8;
      const shade = 255 - ((greenAlpha >>> 16) & 255);
      out[at] = (redBlue & 255) + divideBy255(out[at]! * shade);
      out[at + 1] = (greenAlpha & 255) + divideBy255(out[at + 1]! * shade);
      out[at + 2] = ((redBlue >>> 16) & 255) + divideBy255(out[at + 2]! * shade);
    }
  }
}

/** Rounded division by 255, exact for products of two bytes. */
export function divideBy255(product: number): number {
  const shifted = product + 128;
  return (shifted + (shifted >> 8)) >> 8;
}

const latticeEven = new Uint32Array(81);
const latticeOdd = new Uint32Array(81);
const rowEven = new Uint32Array(9);
const rowOdd = new Uint32Array(9);

/**
 * A background: one colour (a fifth of them), a gradient between the colours of the four corners (two fifths), or noise:
 * random colours every 16, 8 or 4 pixels, smoothly joined, under grain of a random strength (two fifths).
 * Every colour is as likely as any other, whatever the picture.
 */
function orderBackground(stream: RandomStream, order: Int32Array, at: number): void {
  const kind = stream.integer(5);
  const cellBits = kind < 3 ? 5 : 4 - stream.integer(3);
  order[at + 4] = cellBits;
  order[at + 5] = kind < 3 ? 0 : stream.integer(129);
  const nodes = (32 >> cellBits) + 1;
  const oneColour = stream.nextUint32();
  for (let node = 0; node < nodes * nodes; node++)
    order[at + firstNode + node] = kind === 0 ? oneColour : stream.nextUint32();
  order[at + 6] = stream.nextUint32();
}

function paintBackground(order: Int32Array, from: number, out: Uint8Array, offset: number): void {
  const [cellBits, grain, grainSeed] = [order[from + 4]!, order[from + 5]!, order[from + 6]!];
  const nodes = (32 >> cellBits) + 1;
  for (let node = 0; node < nodes * nodes; node++) {
    const colour = order[from + firstNode + node]!;
    latticeEven[node] = colour & evenLanes;
    latticeOdd[node] = (colour >>> 8) & evenLanes;
  }
  const cell = 1 << cellBits;
  const smooth = 256 - grain;
  let at = offset;
  for (let y = 0; y < 32; y++) {
    const latticeRow = (y >> cellBits) * nodes;
    const weightY = ((2 * (y & (cell - 1)) + 1) << 7) >> cellBits; // 256ths, at the middle of the pixel
    for (let node = 0; node < nodes; node++) {
      const above = latticeRow + node;
      rowEven[node] = mix(latticeEven[above]!, latticeEven[above + nodes]!, weightY);
      rowOdd[node] = mix(latticeOdd[above]!, latticeOdd[above + nodes]!, weightY);
    }
    for (let x = 0; x < 32; x++, at += 3) {
      const node = x >> cellBits;
      const weightX = ((2 * (x & (cell - 1)) + 1) << 7) >> cellBits;
      let even = mix(rowEven[node]!, rowEven[node + 1]!, weightX);
      let odd = mix(rowOdd[node]!, rowOdd[node + 1]!, weightX);
      if (grain > 0) {
        const speck = scramble((grainSeed + y * 32 + x) | 0);
        even = ((Math.imul(even, smooth) + Math.imul(speck & evenLanes, grain)) >>> 8) & evenLanes;
        odd = ((Math.imul(odd, smooth) + Math.imul((speck >>> 8) & evenLanes, grain)) >>> 8) & evenLanes;
      }
      out[at] = even & 255;
      out[at + 1] = odd & 255;
      out[at + 2] = even >>> 16;
    }
  }
}

/** Two channels at once: `weight` 256ths of the way from a to b. */
function mix(a: number, b: number, weight: number): number {
  return ((Math.imul(a, 256 - weight) + Math.imul(b, weight)) >>> 8) & evenLanes;
}

/** A whole number's bits, well mixed: the finaliser of MurmurHash3. */
function scramble(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
