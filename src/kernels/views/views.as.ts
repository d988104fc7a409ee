// Paints training views from orders: a background, a sprite over it, and every byte as a number from
// −2 to 2. src/data/emojiView.ts says what an order is, and paints the same bytes in JavaScript.
// Pixels are words: red in the lowest byte, then green, blue, and alpha where there is one.
import { ByteCount } from "../wasm/byteCount.as";

const EVEN: i32 = 0x00ff00ff;
/** A sprite of 32 × 32 words lies within a border of one empty word. */
const ROW: usize = 34 << 2;

/**
 * sprites [count, 32, 32] words, orders [count, orderBytes] → out [count, 32, 32, 3]. Scratch: `framed` takes 34 · 34
 * words, `words` 32 · 32.
 */
export function paintViews(
  sprites: usize,
  orders: usize,
  orderBytes: ByteCount,
  framed: usize,
  words: usize,
  out: usize,
  count: i32,
): void {
  memory.fill(framed, 0, 34 * ROW);
  for (let view = 0; view < count; view++, sprites += 4096, orders += orderBytes, out += 12288) {
    for (let row: usize = 0; row < 32; row++) memory.copy(framed + (row + 1) * ROW + 4, sprites + (row << 7), 128);
    paintBackground(orders, words);
    paintSprite(orders, framed, words);
    normalise(words, out);
  }
}

function paintBackground(order: usize, words: usize): void {
  const cellBits = load<i32>(order, 16),
    grain = load<i32>(order, 20),
    seed = load<i32>(order, 24);
  const cells = 32 >> cellBits,
    cell = 1 << cellBits;
  const below = (<usize>(cells + 1)) << 2;
  const lanes = i32x4(0, 1, 2, 3);
  for (let y = 0; y < 32; y++) {
    let node = order + 28 + <usize>(y >> cellBits) * below;
    const weightY = weight(i32x4.splat(y & (cell - 1)), cellBits);
    let right = load<i32>(node),
      rightBelow = load<i32>(node + below);
    let evenRight = mix(even(right), even(rightBelow), weightY),
      oddRight = mix(odd(right), odd(rightBelow), weightY);
    for (let x = 0; x < 32; x += cell) {
      node += 4;
      right = load<i32>(node);
      rightBelow = load<i32>(node + below);
      const evenLeft = evenRight,
        oddLeft = oddRight;
      evenRight = mix(even(right), even(rightBelow), weightY);
      oddRight = mix(odd(right), odd(rightBelow), weightY);
      for (let inCell = 0; inCell < cell; inCell += 4, words += 16) {
        const weightX = weight(i32x4.add(i32x4.splat(inCell), lanes), cellBits);
        let evens = mix(evenLeft, evenRight, weightX),
          odds = mix(oddLeft, oddRight, weightX);
        if (grain > 0) {
          const speck = scramble(i32x4.add(i32x4.splat(seed + y * 32 + x + inCell), lanes));
          const share = i32x4.splat(grain);
          evens = mix(evens, v128.and(speck, i32x4.splat(EVEN)), share);
          odds = mix(odds, v128.and(i32x4.shr_u(speck, 8), i32x4.splat(EVEN)), share);
        }
        v128.store(words, v128.or(evens, i32x4.shl(odds, 8)));
      }
    }
  }
}

/** How far the middle of a pixel is along its cell, in 256ths. */
// @ts-ignore: decorator
@inline
function weight(inCell: v128, cellBits: i32): v128 {
  return i32x4.shr_u(i32x4.shl(i32x4.add(i32x4.add(inCell, inCell), i32x4.splat(1)), 7), cellBits);
}

/** Two channels in each lane: `weight` 256ths of the way from a to b. */
// @ts-ignore: decorator
@inline
function mix(a: v128, b: v128, weight: v128): v128 {
  const sum = i32x4.add(i32x4.mul(a, i32x4.sub(i32x4.splat(256), weight)), i32x4.mul(b, weight));
  return v128.and(i32x4.shr_u(sum, 8), i32x4.splat(EVEN));
}

// @ts-ignore: decorator
@inline
function even(word: i32): v128 {
  return i32x4.splat(word & EVEN);
}

// @ts-ignore: decorator
@inline
function odd(word: i32): v128 {
  return i32x4.splat((word >>> 8) & EVEN);
}

/** Whole numbers' bits, well mixed: the finaliser of MurmurHash3. */
// @ts-ignore: decorator
@inline
function scramble(value: v128): v128 {
  const once = i32x4.mul(v128.xor(value, i32x4.shr_u(value, 16)), i32x4.splat(0x85ebca6b));
  const twice = i32x4.mul(v128.xor(once, i32x4.shr_u(once, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(twice, i32x4.shr_u(twice, 16));
}

/** Lays the sprite over the words: each pixel is interpolated from four of the sprite's, in 16ths. */
function paintSprite(order: usize, framed: usize, words: usize): void {
  const startX = load<i32>(order),
    stepX = load<i32>(order, 8),
    stepY = load<i32>(order, 12);
  let v = load<i32>(order, 4);
  for (let y = 0; y < 32; y++, v += stepY, words += 128) {
    const row = (v >> 16) + 1;
    if (<u32>row > 32) continue;
    const weightY = (v >> 12) & 15;
    const rowAt = framed + <usize>row * ROW;
    let u = startX;
    for (let at = words; at < words + 128; at += 4, u += stepX) {
      const column = (u >> 16) + 1;
      if (<u32>column > 32) continue;
      const from = rowAt + ((<usize>column) << 2);
      if ((load<u64>(from) | load<u64>(from + ROW)) == 0) continue;
      const weightX = (u >> 12) & 15;
      const both = weightX * weightY,
        below = (weightY << 4) - both,
        right = (weightX << 4) - both;
      // Eight 16-bit lanes: the four channels of the left pixel, then those of the right.
      const sum = i16x8.add(
        i16x8.mul(v128.load8x8_u(from), weights(256 - both - below - right, right)),
        i16x8.mul(v128.load8x8_u(from + ROW), weights(below, both)),
      );
      const colour = i16x8.shr_u(i16x8.add(i16x8.add(sum, v128.shuffle<i64>(sum, sum, 1, 1)), i16x8.splat(128)), 8);
      const shade = i16x8.splat(<i16>(255 - i16x8.extract_lane_u(colour, 3)));
      const product = i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(v128.load32_zero(at)), shade), i16x8.splat(128));
      const behind = i16x8.shr_u(i16x8.add(product, i16x8.shr_u(product, 8)), 8); // product / 255, rounded
      v128.store32_lane(at, i8x16.narrow_i16x8_u(i16x8.add(colour, behind), colour), 0);
    }
  }
}

/** Four lanes of one weight, then four of another. */
// @ts-ignore: decorator
@inline
function weights(left: i32, right: i32): v128 {
  return v128.shuffle<i64>(i16x8.splat(<i16>left), i16x8.splat(<i16>right), 0, 2);
}

/** 32 · 32 words → 32 · 32 · 3 numbers, (byte − 127.5) / 63.75. */
function normalise(words: usize, out: usize): void {
  for (const end = words + 4096; words < end; words += 16, out += 48) {
    const four = v128.load(words);
    const bytes = i8x16.shuffle(four, four, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0, 0, 0, 0);
    const low = i16x8.extend_low_i8x16_u(bytes);
    v128.store(out, number(i32x4.extend_low_i16x8_u(low)));
    v128.store(out, number(i32x4.extend_high_i16x8_u(low)), 16);
    v128.store(out, number(i32x4.extend_low_i16x8_u(i16x8.extend_high_i8x16_u(bytes))), 32);
  }
}

// @ts-ignore: decorator
@inline
function number(bytes: v128): v128 {
  return f32x4.div(f32x4.sub(f32x4.convert_i32x4_s(bytes), f32x4.splat(127.5)), f32x4.splat(63.75));
}
