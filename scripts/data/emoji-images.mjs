// Chooses the images of Emoji-10 and draws them.

import sharp from "sharp";
import { classes, familyOf, skinTones, withoutTone } from "./emoji-classes.mjs";
import { picturePackages, readLabels, readPictures } from "./emoji-sources.mjs";

const size = 32;
const drawnSize = 128; // pictures are drawn at four times the size and reduced, for even edges

/** Every picture that belongs to a class: [{ hexcode, name, svg, width, style, label, family }], in a fixed order. */
export function choosePictures(randomStream) {
  const labels = readLabels();
  const classOf = new Map(classes.flatMap((one, label) => one.subgroups.map((subgroup) => [subgroup, label])));
  return picturePackages.flatMap((packageName, style) => {
    const members = readPictures(packageName, labels).flatMap((picture) => {
      const label = classOf.get(labels.get(picture.hexcode)?.subgroup);
      if (label === undefined) return [];
      const bare = withoutTone(picture.hexcode);
      const severalTones = skinTones(picture.hexcode).length > 1;
      if (severalTones || classes[label].except?.includes(bare)) return [];
      return [{ ...picture, style, label, bare, family: familyOf(picture.hexcode) }];
    });
    return oneToneAPerson(members, packageName, randomStream);
  });
}

/** Where a class takes one skin tone per emoji, one of those in this style is chosen at random, default included. */
function oneToneAPerson(pictures, packageName, randomStream) {
  const groups = new Map();
  for (const picture of pictures) {
    const tones = classes[picture.label].skinTones;
    if (tones === undefined && skinTones(picture.hexcode).length > 0) continue;
    const key = tones === "one" ? picture.bare : picture.name;
    groups.set(key, [...(groups.get(key) ?? []), picture]);
  }
  return [...groups].map(([key, group]) => group[randomStream(1, "skin tone", packageName, key).integer(group.length)]);
}

/**
 * Draws pictures to RGBA, 32 × 32 × 4 bytes each, two at a time.
 * Colours keep 6 bits and transparency 5: this cannot be seen at this size, and the file is a quarter smaller.
 */
export async function drawPictures(pictures) {
  const pixels = new Uint8Array(pictures.length * size * size * 4);
  let next = 0;
  const drawSome = async () => {
    while (next < pictures.length) {
      const index = next++;
      const picture = pictures[index];
      const image = sharp(Buffer.from(picture.svg), { density: (72 * drawnSize) / picture.width });
      const rgba = await image
        .resize(size, size, { fit: "contain", background: { r: 0, g: 0, b: 0, alpha: 0 } })
        .ensureAlpha()
        .raw()
        .toBuffer();
      if (rgba.length !== size * size * 4)
        throw new Error(`${picture.name} was drawn as ${rgba.length} bytes instead of ${size * size * 4}`);
      pixels.set(coarsen(rgba), index * rgba.length);
    }
  };
  await Promise.all([drawSome(), drawSome()]);
  return pixels;
}

function coarsen(rgba) {
  const coarse = new Uint8Array(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = level(rgba[at + 3], 31);
    if (alpha === 0) continue; // an invisible pixel has no colour either
    for (let channel = 0; channel < 3; channel++) coarse[at + channel] = level(rgba[at + channel], 63);
    coarse[at + 3] = alpha;
  }
  return coarse;
}

function level(byte, top) {
  return Math.round((Math.round((byte * top) / 255) * 255) / top);
}

/** The indices of the pictures to keep: the first of every set of identical ones, empty ones among them. */
export function withoutDuplicates(pictures, pixels) {
  const bytes = size * size * 4;
  const seen = new Set([Buffer.alloc(bytes).toString("latin1")]);
  return pictures.flatMap((_, index) => {
    const content = Buffer.from(pixels.buffer, index * bytes, bytes).toString("latin1");
    if (seen.has(content)) return [];
    seen.add(content);
    return [index];
  });
}
