// What the families of Emoji-10 promise of the built file: no picture of one split is in another, in any disguise.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Emoji10Manifest } from "../../src/data/emoji10.ts";

const folder = new URL("../../public/data/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("emoji-10.json", folder), "utf8")) as Emoji10Manifest;
const content = gunzipSync(readFileSync(new URL("emoji-10.bin", folder)));
const count = manifest.codePoints.length;
const { train, validation } = manifest.sizes;

const SIDE = 32;
const VALUES = SIDE * SIDE * 4;
/** Root mean square over pixels and channels (colours multiplied by alpha), each in [0, 1]. */
const ALIKE = 0.03;

/** The channels of a picture, or of its mirror image, in [0, 1]. */
function valuesOf(picture: number, isMirrored: boolean): Float32Array {
  const rgba = content.subarray(count + picture * VALUES, count + (picture + 1) * VALUES);
  const values = new Float32Array(VALUES);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const from = 4 * (isMirrored ? pixel + SIDE - 1 - 2 * (pixel % SIDE) : pixel);
    const alpha = rgba[from + 3]! / 255;
    for (let channel = 0; channel < 3; channel++) values[4 * pixel + channel] = (rgba[from + channel]! / 255) * alpha;
    values[4 * pixel + 3] = alpha;
  }
  return values;
}

/** Rows in the order of the pictures' middle first, where most of them differ. */
const ROWS = Array.from(
  { length: SIDE },
  (_, row) => (SIDE / 2 + (row % 2 === 0 ? row / 2 : -(row + 1) / 2)) * SIDE * 4,
);

function areAlike(one: Float32Array, other: Float32Array): boolean {
  let squares = 0;
  for (const row of ROWS) {
    for (let at = row; at < row + SIDE * 4; at++) squares += (one[at]! - other[at]!) ** 2;
    if (squares >= ALIKE ** 2 * VALUES) return false;
  }
  return true;
}

test("no picture of a split is like one of another split, as it is or mirrored", () => {
  const pictures = Array.from({ length: count }, (_, picture) => valuesOf(picture, false));
  const splitOf = (picture: number) => (picture < train ? 0 : picture < train + validation ? 1 : 2);
  const found: string[] = [];
  for (let held = train; held < count; held++) {
    const views = [pictures[held]!, valuesOf(held, true)];
    for (let other = 0; other < held && splitOf(other) < splitOf(held); other++)
      if (views.some((view) => areAlike(view, pictures[other]!)))
        found.push(`${manifest.codePoints[held]} ${held} is like ${manifest.codePoints[other]} ${other}`);
  }
  expect(found).toEqual([]);
}, 120_000);
