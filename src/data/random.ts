// The only source of randomness: seeded streams, each with a name of its own, so that what one purpose
// draws never shifts what another sees. Only exact arithmetic: the same bits in every browser.

import { naturalLogarithm } from "./elementaryFunctions.ts";

export type StreamName = string | number;

/**
 * sfc32 (Chris Doty-Humphrey's "small fast counting" generator, 128 bits of state, period at least 2^32 per stream,
 * about 2^127 on average; passes PractRand).
 */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spareNormal: number | undefined;

  constructor(a: number, b: number, c: number) {
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    for (let round = 0; round < 12; round++) this.nextUint32(); // the author's warm-up
  }

  /** A whole number in [0, 2^32). */
  nextUint32(): number {
    const result = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** A multiple of 2^−24 in [0, 1): exact as a 32-bit float too. */
  uniform(): number {
    return (this.nextUint32() >>> 8) / 16777216;
  }

  /** A whole number in [0, n), each as likely as any other. */
  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 4294967296) {
      throw new RangeError(
        `a random integer below ${n} cannot be drawn: the bound must be a whole number from 1 to 4294967296`,
      );
    }
    const limit = 4294967296 - (4294967296 % n); // draws beyond the last whole multiple of n would favour small numbers
    let draw = this.nextUint32();
    while (draw >= limit) draw = this.nextUint32();
    return draw % n;
  }

  /** A number in [low, high). */
  range(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A standard normal number (Marsaglia's polar method; its logarithm is exact arithmetic: the same bits everywhere). */
  normal(): number {
    const spare = this.#spareNormal;
    if (spare !== undefined) {
      this.#spareNormal = undefined;
      return spare;
    }
    let x: number;
    let y: number;
    let square: number;
    do {
      x = 2 * this.uniform() - 1;
      y = 2 * this.uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * naturalLogarithm(square)) / square);
    this.#spareNormal = y * factor;
    return x * factor;
  }

  /** Puts the elements into random order, in place (Fisher and Yates), and returns the same array. */
  shuffle<T extends { length: number; [index: number]: unknown }>(array: T): T {
    for (let last = array.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const held = array[last];
      array[last] = array[other];
      array[other] = held;
    }
    return array;
  }

  /** The numbers 0 … n − 1 in random order. */
  permutation(n: number): Uint32Array {
    const order = new Uint32Array(n);
    for (let index = 0; index < n; index++) order[index] = index;
    return this.shuffle(order);
  }
}

/**
 * MurmurHash3 (x86, 32 bits; Austin Appleby, public domain) of a string's UTF-16 code units, each taken
 * as one 32-bit block. The same string and seed give the same number in every browser.
 */
export function hashString(text: string, seed: number): number {
  let hash = seed | 0;
  for (let index = 0; index < text.length; index++) {
    let block = Math.imul(text.charCodeAt(index), 0xcc9e2d51);
    block = (block << 15) | (block >>> 17);
    hash ^= Math.imul(block, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length * 4;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The stream of a seed and a purpose, e.g. randomStream(recipe.seed, "initial weights", layerName).
 * The same seed and names always give the same numbers; any other seed or names, unrelated ones.
 * Numbers (the seed too) must be safe whole numbers; anything else is a RangeError.
 */
export function randomStream(seed: number, ...names: readonly StreamName[]): RandomStream {
  let key = part(seed);
  for (const name of names) key += part(name);
  return new RandomStream(hashString(key, 0x2545f491), hashString(key, 0x9e3779b9), hashString(key, 0x6c078965));
}

/** One name, written so that no two lists of names give the same key: ("ab", "c") differs from ("a", "bc"), 1 from "1". */
function part(name: StreamName): string {
  if (typeof name === "string") return `"${name.length}:${name}`;
  if (!Number.isSafeInteger(name))
    throw new RangeError(
      `a random stream cannot be named ${name}: a seed or a number in its name must be a whole number`,
    );
  return `#${name === 0 ? 0 : name}`;
}
