// Which pictures of Emoji-10 belong to one family, and which split each family is in. A family is never divided.

import { classes } from "./emoji-classes.mjs";

const side = 32;
const values = side * side * 4;

/** Pictures nearer than this belong together: root mean square over pixels and channels, each in [0, 1]. */
const alike = 0.03;

/**
 * The family of each picture. Begins with the families of the code points, and joins two of a class that have pictures
 * alike, as they are or mirrored: training mirrors its views, so a hand that points to the left would give away the one
 * that points to the right. `pixels`: 32 × 32 RGBA bytes per picture.
 */
export function joinFamilies(pictures, pixels) {
  const joined = new Map(); // a family's next; the last has none
  const find = (family) => (joined.has(family) ? find(joined.get(family)) : family);
  for (const label of classes.keys()) {
    const members = pictures.flatMap((picture, index) =>
      picture.label === label
        ? [{ family: picture.family, own: valuesOf(pixels, index, false), mirrored: valuesOf(pixels, index, true) }]
        : [],
    );
    for (const [index, one] of members.entries()) {
      for (const other of members.slice(0, index)) {
        const [first, second] = [find(one.family), find(other.family)].sort();
        if (first !== second && (areAlike(one.own, other.own) || areAlike(one.mirrored, other.own)))
          joined.set(second, first);
      }
    }
  }
  return pictures.map((picture) => ({ ...picture, family: find(picture.family) }));
}

/** A picture's channels in [0, 1], colours multiplied by alpha; the middle rows first, where most pictures differ. */
function valuesOf(pixels, index, isMirrored) {
  const found = new Float32Array(values);
  let at = 0;
  for (let row = 0; row < side; row++) {
    const y = side / 2 + (row % 2 === 0 ? row / 2 : -(row + 1) / 2);
    for (let x = 0; x < side; x++) {
      const from = index * values + 4 * (y * side + (isMirrored ? side - 1 - x : x));
      const alpha = pixels[from + 3] / 255;
      for (let channel = 0; channel < 3; channel++) found[at++] = (pixels[from + channel] / 255) * alpha;
      found[at++] = alpha;
    }
  }
  return found;
}

function areAlike(one, other) {
  let squares = 0;
  for (let row = 0; row < values; row += side * 4) {
    for (let at = row; at < row + side * 4; at++) squares += (one[at] - other[at]) ** 2;
    if (squares >= alike ** 2 * values) return false;
  }
  return true;
}

/** Validation and the test have this share of a class's families each … */
const usualShare = 0.15;
/** … but, since an accuracy is no better than its class with the fewest, at least so many … */
const fewestFamilies = 8;
/** … as long as they are not a larger share than this. */
const largestShare = 0.2;

export function familiesHeldOut(families) {
  return Math.max(Math.round(usualShare * families), Math.min(fewestFamilies, Math.round(largestShare * families)));
}

/**
 * Gives every picture to training, validation or test, by families. In each class validation and test have the same
 * number of families, taken at even distances from those in order of their sizes: so all splits have small and large
 * ones, and nearly the same share of the pictures as of the families.
 */
export function divide(pictures, randomStream) {
  const splitOf = new Map();
  for (const label of classes.keys()) {
    const sizes = new Map();
    for (const picture of pictures)
      if (picture.label === label) sizes.set(picture.family, (sizes.get(picture.family) ?? 0) + 1);
    const stream = randomStream(1, "emoji split", label);
    const families = stream.shuffle([...sizes.keys()].sort()).sort((a, b) => sizes.get(a) - sizes.get(b));
    for (const family of families) splitOf.set(family, "train");
    const held = familiesHeldOut(families.length);
    for (let pair = 0; pair < held; pair++) {
      for (const [place, split] of stream.shuffle(["validation", "test"]).entries())
        splitOf.set(families[Math.floor(((2 * pair + place + 0.5) * families.length) / (2 * held))], split);
    }
  }
  return pictures.map((picture) => splitOf.get(picture.family));
}
