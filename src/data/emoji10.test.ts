import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { makeContactSheet } from "./contactSheet.ts";
import { DatasetError, splits, viewBytes, type AugmentationSettings, type Dataset, type Split } from "./dataset.ts";
import { emoji10, type Emoji10Manifest } from "./emoji10.ts";
import { trainLinearModel, defaultLinearModel } from "./linearModel.ts";
import { randomStream } from "./random.ts";
import { openDataset } from "./registry.ts";

// The files are built by `node scripts/build-data.mjs`, which `npm test` runs first.
const folder = new URL("../../public/data/", import.meta.url);
const fetchBytes = async (name: string): Promise<ArrayBuffer> =>
  Uint8Array.from(readFileSync(new URL(name, folder))).buffer;
const unmoved: AugmentationSettings = { shift: 0, scale: 0, flip: false };

let dataset: Dataset;
let white: Dataset;
let manifest: Emoji10Manifest;
beforeAll(async () => {
  dataset = await openDataset("emoji-10", {}, fetchBytes);
  white = await openDataset("emoji-10", { backgrounds: "white" }, fetchBytes);
  manifest = JSON.parse(readFileSync(new URL("emoji-10.json", folder), "utf8")) as Emoji10Manifest;
});

interface Counts {
  readonly images: number;
  readonly families: number;
}

/** The split of an image, by its place in the manifest. */
function splitAt(position: number): Split {
  const { train, validation } = manifest.sizes;
  return position < train ? "train" : position < train + validation ? "validation" : "test";
}

function evaluationView(of: Dataset, split: Split, index: number, number = 0): Uint8Array {
  const view = new Uint8Array(viewBytes(emoji10));
  of.writeEvaluationView(split, index, number, view, 0);
  return view;
}

function trainingView(of: Dataset, index: number, seed: number, augmentation: AugmentationSettings): Uint8Array {
  const view = new Uint8Array(viewBytes(emoji10));
  of.writeTrainingView(index, randomStream(seed, "augmentation"), augmentation, view, 0);
  return view;
}

describe("Emoji-10, as built", () => {
  test("holds about five thousand images, and of each class as many families to validate as to test", () => {
    const total = splits.reduce((sum, split) => sum + dataset.size(split), 0);
    expect(total).toBeGreaterThan(4800);
    expect(total).toBeLessThan(5600);
    const labels = splits.flatMap((split) => [...dataset.labels(split)]);
    emoji10.classNames.forEach((name, label) => {
      const [train, validation, held] = splits.map((split) => {
        const own = labels.flatMap((one, at) => (one === label && splitAt(at) === split ? [at] : []));
        return { images: own.length, families: new Set(own.map((at) => manifest.families[at])).size };
      }) as [Counts, Counts, Counts];
      const images = train.images + validation.images + held.images;
      const families = train.families + validation.families + held.families;
      expect(held.families, name).toBe(validation.families);
      expect(held.families, name).toBeGreaterThanOrEqual(Math.min(8, Math.round(families / 5)));
      for (const split of [validation, held]) {
        expect(split.families / families, name).toBeGreaterThan(0.14);
        expect(split.families / families, name).toBeLessThan(0.22);
        expect(Math.abs(split.images / images - split.families / families), name).toBeLessThan(0.02);
      }
    });
  });

  test("has the test images that its description tells without opening it", () => {
    const labels = [...dataset.labels("test")];
    const first = dataset.size("train") + dataset.size("validation");
    expect(emoji10.testImages(dataset.settings)).toEqual({
      perClass: emoji10.classNames.map((_, label) => labels.filter((each) => each === label).length),
      families: new Set(manifest.families.slice(first)).size,
    });
  });

  test("each family is in one split", () => {
    const splitsOf = new Map<number, Set<Split>>();
    manifest.families.forEach((family, at) =>
      splitsOf.set(family, (splitsOf.get(family) ?? new Set()).add(splitAt(at))),
    );
    expect(splitsOf.size).toBeGreaterThan(600);
    expect([...splitsOf].filter(([, seen]) => seen.size > 1)).toEqual([]);
    expect(splits.flatMap((split) => Array.from(dataset.families!(split)))).toEqual(manifest.families);
  });

  test("never divides an emoji, its skin tones or its genders between splits", () => {
    const variants = /^(1F3F[B-F]|FE0F|200D|2640|2642|27A1)$/;
    const splitsOf = new Map<string, Set<Split>>();
    manifest.codePoints.forEach((hexcode, position) => {
      const points = hexcode.split("-").filter((point) => !variants.test(point));
      const family = points.map((point) => (point === "1F468" || point === "1F469" ? "1F9D1" : point)).join("-");
      splitsOf.set(family, (splitsOf.get(family) ?? new Set()).add(splitAt(position)));
    });
    expect(splitsOf.size).toBeGreaterThan(600);
    expect([...splitsOf].filter(([, seen]) => seen.size > 1)).toEqual([]);
  });

  test("each image is in one split, with the class it was given", () => {
    const content = gunzipSync(readFileSync(new URL("emoji-10.bin", folder)));
    const labels = splits.flatMap((split) => [...dataset.labels(split)]);
    expect(labels).toEqual([...content.subarray(0, labels.length)]);
    expect(labels).toHaveLength(manifest.codePoints.length);
  });

  test("holds no picture twice", () => {
    const content = gunzipSync(readFileSync(new URL("emoji-10.bin", folder)));
    const count = splits.reduce((sum, split) => sum + dataset.size(split), 0);
    const pictures = new Set(
      Array.from({ length: count }, (_, index) =>
        content.toString("latin1", count + index * 4096, count + (index + 1) * 4096),
      ),
    );
    expect(pictures.size).toBe(count);
  });

  test("travels in less than 4 MB and names the packages it owes", () => {
    expect(readFileSync(new URL("emoji-10.bin", folder)).length).toBeLessThan(4e6);
    const owed = JSON.parse(readFileSync(new URL("attribution.json", folder), "utf8")) as {
      package: string;
      licence: string;
      author: string;
      version: string;
    }[];
    expect(owed.map((one) => `${one.package} ${one.licence}`)).toEqual([
      "@iconify-json/noto Apache-2.0",
      "@iconify-json/noto-v1 Apache-2.0",
      "@iconify-json/twemoji CC-BY-4.0",
      "@iconify-json/fluent-emoji-flat MIT",
      "@iconify-json/emojione CC-BY-4.0",
      "emojibase-data MIT",
    ]);
    for (const one of owed) expect([one.author.length > 3, /^\d+\.\d+\.\d+$/.test(one.version)]).toEqual([true, true]);
  });
});

describe("views of Emoji-10", () => {
  test("an evaluation view is decided by the data set's seed alone", async () => {
    const again = await openDataset("emoji-10", {}, fetchBytes);
    const other = await openDataset("emoji-10", { seed: 2 }, fetchBytes);
    expect(evaluationView(again, "test", 5)).toEqual(evaluationView(dataset, "test", 5));
    expect(evaluationView(other, "test", 5)).not.toEqual(evaluationView(dataset, "test", 5));
    expect(other.checksum).not.toBe(dataset.checksum);
    expect(again.checksum).toBe(dataset.checksum);
    const views = [0, 1, 2].map((number) => evaluationView(dataset, "test", 5, number).join());
    expect(new Set(views).size).toBe(3);
    expect([0, 1, 2].map((number) => evaluationView(again, "test", 5, number).join())).toEqual(views);
  });

  test("a training view is decided by its stream alone", () => {
    const augmentation: AugmentationSettings = { shift: 4, scale: 0.2, flip: true };
    expect(trainingView(dataset, 7, 1, augmentation)).toEqual(trainingView(dataset, 7, 1, augmentation));
    expect(trainingView(dataset, 7, 1, augmentation)).not.toEqual(trainingView(dataset, 7, 2, augmentation));
  });

  test("the same picture is shifted, resized and mirrored as asked", () => {
    const still = trainingView(white, 20, 1, unmoved);
    const flipSeed = [1, 2, 3, 4, 5, 6, 7, 8].find(
      (seed) => !same(trainingView(white, 20, seed, { ...unmoved, flip: true }), still),
    );
    expect(flipSeed).toBeDefined();
    const mirrored = trainingView(white, 20, flipSeed!, { ...unmoved, flip: true });
    let difference = 0;
    for (let y = 0; y < 32; y++)
      for (let x = 0; x < 32; x++)
        for (let c = 0; c < 3; c++)
          difference = Math.max(
            difference,
            Math.abs(mirrored[(y * 32 + x) * 3 + c]! - still[(y * 32 + 31 - x) * 3 + c]!),
          );
    expect(difference).toBeLessThan(48); // the mirror's samples are a 16th of a pixel off
    const middles = Array.from(
      { length: 200 },
      (_, seed) => middleOf(trainingView(white, 20, seed, { ...unmoved, shift: 4 })) - middleOf(still),
    );
    expect(Math.max(...middles)).toBeGreaterThan(3);
    expect(Math.max(...middles)).toBeLessThan(4.1);
    expect(Math.min(...middles)).toBeLessThan(-3);
    const inks = Array.from(
      { length: 200 },
      (_, seed) => ink(trainingView(white, 20, seed, { ...unmoved, scale: 0.2 })) / ink(still),
    );
    expect(Math.min(...inks)).toBeLessThan(0.72); // an area of 0.8² = 0.64
    expect(Math.max(...inks)).toBeGreaterThan(1.25);
  });

  test("the background says nothing about the class: every class sees the same colours in the corners", () => {
    const labels = dataset.labels("train");
    const means = Array.from({ length: 10 }, () => [0, 0, 0, 0]);
    for (let index = 0; index < dataset.size("train"); index++) {
      const view = trainingView(dataset, index, index, { shift: 0, scale: 0, flip: true });
      const sums = means[labels[index]!]!;
      for (let channel = 0; channel < 3; channel++) sums[channel]! += view[channel]!;
      sums[3]!++;
    }
    for (const [red, green, blue, count] of means as [number, number, number, number][]) {
      for (const sum of [red, green, blue])
        expect(Math.abs(sum / count - 127.5)).toBeLessThan(4.5 * (70 / Math.sqrt(count)));
    }
  });

  test("a linear model learns something of it, and far from all", () => {
    const { validationAccuracy, testAccuracy } = trainLinearModel(dataset, { ...defaultLinearModel, viewCount: 4000 });
    expect(validationAccuracy).toBeGreaterThan(0.17);
    expect(validationAccuracy).toBeLessThan(0.4);
    expect(testAccuracy).toBeGreaterThan(0.17);
  });

  test("the contact sheet shows the images it names", () => {
    const sheet = makeContactSheet(dataset, { split: "validation", viewsPerClass: 3, gap: 1, seed: 1 });
    expect([sheet.width, sheet.height, sheet.cells.length]).toEqual([98, 329, 30]);
    for (const cell of sheet.cells) {
      expect(dataset.labels("validation")[cell.index]).toBe(cell.label);
      const at = (cell.y * sheet.width + cell.x) * 4;
      expect([...sheet.rgba.subarray(at, at + 4)]).toEqual([
        ...evaluationView(dataset, "validation", cell.index).subarray(0, 3),
        255,
      ]);
    }
    expect(sheet.rgba[32 * 4 + 3]).toBe(0); // the gap
  });
});

describe("faults", () => {
  const failure = async (
    id: string,
    settings: Record<string, unknown>,
    fetch: (name: string) => Promise<ArrayBuffer>,
  ): Promise<DatasetError> => {
    const error: unknown = await openDataset(id, settings, fetch).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof DatasetError)) throw new Error(`expected a DatasetError, got ${String(error)}`);
    return error;
  };
  const changed =
    (name: string, change: (bytes: Uint8Array) => Uint8Array<ArrayBuffer>) =>
    async (asked: string): Promise<ArrayBuffer> => {
      const bytes = new Uint8Array(await fetchBytes(asked));
      return asked === name ? change(bytes).buffer : bytes.buffer;
    };

  test("a missing file: its name, the reason, and what to do", async () => {
    const error = await failure("emoji-10", {}, (name) =>
      name === "emoji-10.bin" ? Promise.reject(new Error("404 Not Found")) : fetchBytes(name),
    );
    expect(error.reason).toBe("missing");
    expect(error.message).toMatch(/emoji-10\.bin.*404 Not Found.*npm start/);
  });

  test("without a connection: what whoever fetches it says, for a set-up would not help", async () => {
    const offline = new DatasetError("offline", "You are offline.");
    expect(await failure("emoji-10", {}, () => Promise.reject(offline))).toBe(offline);
  });

  test("a file cut short, a changed byte, another file's manifest", async () => {
    const cut = await failure(
      "emoji-10",
      {},
      changed("emoji-10.bin", (bytes) => bytes.slice(0, 100000)),
    );
    expect([cut.reason, cut.message]).toEqual(["corrupt", expect.stringMatching(/cannot be decompressed.*npm start/)]);
    const edited = await failure(
      "emoji-10",
      {},
      changed("emoji-10.json", (bytes) =>
        new TextEncoder().encode(new TextDecoder().decode(bytes).replace(/"checksum":"../, '"checksum":"zz')),
      ),
    );
    expect([edited.reason, edited.message]).toEqual(["corrupt", expect.stringMatching(/checksum is .*promises zz/)]);
    const page = await failure(
      "emoji-10",
      {},
      changed("emoji-10.json", () => new TextEncoder().encode("<!doctype html>")),
    );
    expect([page.reason, page.message]).toEqual(["corrupt", expect.stringMatching(/not JSON/)]);
  });

  test("an unknown data set or setting", async () => {
    expect((await failure("cifar-10", {}, fetchBytes)).message).toBe(
      'There is no data set "cifar-10": the lab has emoji-10 and coupled-10. Choose one of them.',
    );
    expect((await failure("emoji-10", { seed: -1 }, fetchBytes)).message).toBe(
      "The data set Emoji-10 cannot be opened so: seed is -1: allowed is a whole number from 0 to 9999.",
    );
    expect((await failure("emoji-10", { backgrounds: "black" }, fetchBytes)).message).toMatch(
      /backgrounds is "black": allowed is one of "varied", "white"/,
    );
    expect((await failure("emoji-10", { colour: 1 }, fetchBytes)).message).toMatch(
      /colour is 1: this version knows no such field; allowed here: backgrounds, seed/,
    );
    expect((await failure("coupled-10", { kappa: Number.NaN }, fetchBytes)).message).toMatch(
      /kappa is NaN: allowed is a number from 0 to 1/,
    );
  });
});

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, index) => byte === b[index]);
}

/** Where the picture's darkness lies on average, in pixels from the left. */
function middleOf(view: Uint8Array): number {
  let weighted = 0;
  for (let pixel = 0; pixel < 1024; pixel++)
    weighted += (765 - view[pixel * 3]! - view[pixel * 3 + 1]! - view[pixel * 3 + 2]!) * (pixel % 32);
  return weighted / ink(view);
}

function ink(view: Uint8Array): number {
  return view.reduce((sum, byte) => sum + 255 - byte, 0);
}
