// Emoji-10: real pictures from five open emoji sets, drawn at 32 × 32 with transparency when the lab was built
// (scripts/build-data.mjs), put in front of a new random background in every view. Reads the built file.

import {
  DatasetError,
  type AugmentationSettings,
  type Dataset,
  type DatasetDescription,
  type DatasetSettings,
  type Split,
} from "./dataset.ts";
import { divideBy255, orderView, spritePixels, writeView, type Backgrounds } from "./emojiView.ts";
import { randomStream } from "./random.ts";
import { choice, integer } from "../settings/field.ts";
import { sha256 } from "./sha256.ts";

export const emoji10: DatasetDescription = {
  id: "emoji-10",
  title: "Emoji-10",
  summary:
    "About five thousand emoji from five open picture sets, each view " +
    "before a new random background. Training and test never share an emoji.",
  kind: "real",
  classNames: ["animal", "building", "clothing", "device", "face", "hand", "person", "plant/food", "sky", "vehicle"],
  imageShape: [32, 32, 3],
  settings: {
    backgrounds: choice({
      label: "Backgrounds",
      options: [
        { value: "varied", label: "Flat, gradient and noise" },
        { value: "white", label: "White (easier)" },
      ],
      default: "varied",
      help: "What the emoji stand before. On white, comparing pixels already solves much of the task.",
      isList: true,
    }),
    seed: integer({
      label: "Seed of the evaluation views",
      min: 0,
      max: 9999,
      step: 1,
      default: 1,
      help: "Decides the backgrounds and places of the validation and test views.",
    }),
  },
  testImages: () => ({ perClass: [91, 28, 34, 43, 74, 222, 155, 101, 40, 38], families: 122 }),
};

/** How evaluation views are placed: as training views are by default, and the same for every run. */
const evaluationAugmentation: AugmentationSettings = { shift: 4, scale: 0.2, flip: true };

/** The manifest `emoji-10.json` beside `emoji-10.bin`. The images come in the order training, validation, test. */
export interface Emoji10Manifest {
  readonly format: 2;
  /** SHA-256 of the decompressed file: one label byte per image, then 32·32 RGBA pixels per image. */
  readonly checksum: string;
  readonly sizes: Readonly<Record<Split, number>>;
  readonly classNames: readonly string[];
  /** The emoji each image shows (code points in hexadecimal, joined by "-") and the index of its style. */
  readonly codePoints: readonly string[];
  /** The number of each image's family; a family is in one split only. */
  readonly families: readonly number[];
  readonly styleNames: readonly string[];
  readonly styles: readonly number[];
}

export async function openEmoji10(
  settings: DatasetSettings,
  fetchBytes: (name: string) => Promise<ArrayBuffer>,
): Promise<Dataset> {
  const [manifestBytes, packed] = await Promise.all([
    fetchFile("emoji-10.json", fetchBytes),
    fetchFile("emoji-10.bin", fetchBytes),
  ]);
  const manifest = readManifest(manifestBytes);
  const content = await decompress(packed);
  const imageCount = manifest.sizes.train + manifest.sizes.validation + manifest.sizes.test;
  if (content.length !== imageCount * 4097)
    throw corrupt(`it holds ${content.length} bytes, and its manifest promises ${imageCount * 4097}`);
  const checksum = sha256(content);
  if (checksum !== manifest.checksum)
    throw corrupt(
      `its checksum is ${checksum.slice(0, 12)}…, and its manifest promises ${manifest.checksum.slice(0, 12)}…`,
    );

  const sprites = premultiply(content.subarray(imageCount));
  const starts: Record<Split, number> = {
    train: 0,
    validation: manifest.sizes.train,
    test: manifest.sizes.train + manifest.sizes.validation,
  };
  const backgrounds: Backgrounds = settings["backgrounds"] === "white" ? "white" : "varied";
  const seed = Number(settings["seed"]);
  const position = (split: Split, index: number): number => {
    if (!Number.isInteger(index) || index < 0 || index >= manifest.sizes[split])
      throw new RangeError(`there is no image ${index} among the ${manifest.sizes[split]} ${split} images of Emoji-10`);
    return starts[split] + index;
  };
  return {
    description: emoji10,
    settings,
    checksum: sha256(new TextEncoder().encode(`emoji-10 ${checksum} ${backgrounds} ${seed}`)),
    size: (split) => manifest.sizes[split],
    labels: (split) => content.slice(starts[split], starts[split] + manifest.sizes[split]),
    families: (split) => manifest.families.slice(starts[split], starts[split] + manifest.sizes[split]),
    writeEvaluationView(split, index, view, out, offset) {
      writeView(
        sprites,
        position(split, index),
        // The first has the name that it had when there was one.
        randomStream(seed, "evaluation view", split, index, ...(view > 0 ? [view] : [])),
        evaluationAugmentation,
        backgrounds,
        out,
        offset,
      );
    },
    writeTrainingView(index, stream, augmentation, out, offset) {
      writeView(sprites, position("train", index), stream, augmentation, backgrounds, out, offset);
    },
    painted: {
      sprite: (index) =>
        sprites.subarray(position("train", index) * spritePixels, (position("train", index) + 1) * spritePixels),
      orderTrainingView: (stream, augmentation, order, at) => orderView(stream, augmentation, backgrounds, order, at),
    },
  };
}

async function fetchFile(
  name: string,
  fetchBytes: (name: string) => Promise<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await fetchBytes(name));
  } catch (cause) {
    if (cause instanceof DatasetError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatasetError(
      "missing",
      `The data set Emoji-10 is not there: its file data/${name} could not be read (${why}). ` +
        'Set the lab up again with "npm start", or choose Coupled-10, which needs no file.',
    );
  }
}

function corrupt(why: string): DatasetError {
  return new DatasetError(
    "corrupt",
    `The data set Emoji-10 is damaged: ${why}. Reload the page without its cache; ` +
      'if that does not help, delete public/data and set the lab up again with "npm start".',
  );
}

function readManifest(bytes: Uint8Array): Emoji10Manifest {
  let value: Partial<Emoji10Manifest> | null;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Emoji10Manifest> | null;
  } catch {
    throw corrupt("its manifest emoji-10.json is not JSON");
  }
  const sizes = value?.sizes;
  if (value?.format !== 2)
    throw corrupt(`its manifest has format ${String(value?.format)}, and this version of the lab reads format 2`);
  if (
    typeof value.checksum !== "string" ||
    sizes === undefined ||
    ![sizes.train, sizes.validation, sizes.test].every((size) => Number.isInteger(size) && size > 0)
  ) {
    throw corrupt("its manifest emoji-10.json names no checksum or no sizes");
  }
  if (value.families?.length !== sizes.train + sizes.validation + sizes.test)
    throw corrupt("its manifest emoji-10.json does not name each image's family");
  if (value.classNames?.join() !== emoji10.classNames.join())
    throw corrupt(
      `its classes are ${value.classNames?.join(", ") ?? "not named"}, and this version of the lab knows ${emoji10.classNames.join(", ")}`,
    );
  return value as Emoji10Manifest;
}

async function decompress(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw corrupt("its file emoji-10.bin cannot be decompressed");
  }
}

/** RGBA bytes to words with the colours multiplied by alpha, so that blending between pixels keeps edges clean. */
function premultiply(rgba: Uint8Array): Uint32Array {
  const words = new Uint32Array(rgba.length / 4);
  for (let pixel = 0, at = 0; pixel < words.length; pixel++, at += 4) {
    const alpha = rgba[at + 3]!;
    if (alpha === 0) continue;
    words[pixel] =
      divideBy255(rgba[at]! * alpha) |
      (divideBy255(rgba[at + 1]! * alpha) << 8) |
      (divideBy255(rgba[at + 2]! * alpha) << 16) |
      (alpha << 24);
  }
  return words;
}
