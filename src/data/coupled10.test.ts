import { describe, expect, test } from "vitest";
import { coupled10, makeCoupled10 } from "./coupled10.ts";
import { calibratedNoise } from "./coupled10Noise.ts";
import { colourDirections, makeTemplates, templateParts, type Template } from "./coupled10Templates.ts";
import { checkSettings, splits, viewBytes, type Dataset, type Split } from "./dataset.ts";
import { transform } from "./fourier32.ts";
import { randomStream } from "./random.ts";

const made = new Map<string, Dataset>();

/** The same data set for the same settings: to make one takes seconds. */
function make(settings: Record<string, unknown>): Dataset {
  const key = JSON.stringify(settings);
  const known = made.get(key) ?? makeAnew(settings);
  made.set(key, known);
  return known;
}

function makeAnew(settings: Record<string, unknown>): Dataset {
  return makeCoupled10(checkSettings(coupled10, settings));
}

function view(dataset: Dataset, split: Split, index: number, number = 0): Uint8Array {
  const out = new Uint8Array(viewBytes(coupled10));
  dataset.writeEvaluationView(split, index, number, out, 0);
  return out;
}

/**
 * The share of a template's energy in its strongest 1, 2 and 3 products of a colour and a pattern (eigenvalues of the
 * channels' 3 × 3 products).
 */
function energyByRank(template: Template): number[] {
  const products = template.map((a) => template.map((b) => a.reduce((sum, value, cell) => sum + value * b[cell]!, 0)));
  const shares: number[] = [];
  for (let rank = 0; rank < 3; rank++) {
    let direction = [0.9, 0.35 - rank, 0.2 + rank];
    let strength = 0;
    for (let round = 0; round < 500; round++) {
      const next = products.map((row) => row.reduce((sum, value, index) => sum + value * direction[index]!, 0));
      strength = Math.hypot(...next);
      if (strength === 0) break;
      direction = next.map((value) => value / strength);
    }
    shares.push(strength / (3 * 1024));
    products.forEach((row, i) => row.forEach((_, j) => (row[j]! -= strength * direction[i]! * direction[j]!)));
  }
  return shares;
}

describe("the templates of Coupled-10", () => {
  test("κ = 0: one colour direction times one pattern; κ = 1: three patterns; in between, in between", () => {
    for (const template of makeTemplates(1, 0, 0)) expect(energyByRank(template)[0]).toBeCloseTo(1, 9);
    for (const template of makeTemplates(1, 0, 1)) {
      const shares = energyByRank(template);
      expect(shares[2]).toBeGreaterThan(0.1);
      expect(shares[0]! + shares[1]! + shares[2]!).toBeCloseTo(1, 5);
    }
    const largest = [0, 0.25, 0.5, 0.75, 1].map(
      (kappa) => makeTemplates(1, 0, kappa).reduce((sum, template) => sum + energyByRank(template)[0]!, 0) / 10,
    );
    for (let step = 1; step < 5; step++) expect(largest[step]!).toBeLessThan(largest[step - 1]!);
  });

  test("at every κ, all classes have the same spectrum in every channel, and no mean colour", () => {
    for (const kappa of [0, 0.3, 0.5, 1]) {
      const powers = makeTemplates(2, 0, kappa).flatMap((template) =>
        template.map((field) => {
          const { real, imaginary } = transform(field);
          return real.map((value, cell) => value * value + imaginary[cell]! * imaginary[cell]!);
        }),
      );
      for (const power of powers)
        for (let cell = 0; cell < 1024; cell++)
          if (Math.abs(power[cell]! - powers[0]![cell]!) > 1e-3) expect(power[cell]).toBeCloseTo(powers[0]![cell]!, 3);
      for (const power of powers) expect(power[0]).toBeLessThan(1e-9);
    }
  });

  test("no channel, pattern or colour alone tells a class; two channels together, or pattern and colour, do", () => {
    const all = Array.from({ length: 20 }, (_, index) => templateParts(index));
    for (const channel of [0, 1, 2] as const) {
      for (let pattern = 0; pattern < 5; pattern++)
        expect(all.filter((parts) => parts.channelPatterns[channel] === pattern)).toHaveLength(4);
    }
    expect(new Set(all.map((parts) => parts.channelPatterns.slice(0, 2).join())).size).toBe(20);
    expect(new Set(all.map((parts) => parts.channelPatterns.slice(1).join())).size).toBe(20);
    expect(new Set(all.map((parts) => `${parts.pattern} ${parts.direction}`)).size).toBe(20);
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      expect(colourDirections.reduce((sum, direction) => sum + direction[i] * direction[j], 0)).toBe(0);
  });
});

describe("the images of Coupled-10", () => {
  test("are the same bytes everywhere", () => {
    const dataset = make({ images: 500 });
    expect(dataset.checksum).toBe("831053828a93e7d7a5ff9e2c48160d1f2dd9934bce382839030f62a0a7a4ca39");
    expect(makeAnew({ images: 500 }).checksum).toBe(dataset.checksum);
    expect(make({ images: 500, seed: 2 }).checksum).not.toBe(dataset.checksum);
    expect(make({ images: 500, kappa: 0.55 }).checksum).not.toBe(dataset.checksum);
  });

  test("are divided 70, 15 and 15 %, in equal classes, none twice", () => {
    const dataset = make({ images: 1000 });
    expect(splits.map((split) => dataset.size(split))).toEqual([700, 150, 150]);
    const seen = new Set<string>();
    for (const split of splits) {
      const counts = new Array<number>(10).fill(0);
      dataset.labels(split).forEach((label, index) => {
        counts[label]!++;
        seen.add(Buffer.from(view(dataset, split, index)).toString("latin1"));
      });
      expect(new Set(counts).size).toBe(1);
    }
    expect(seen.size).toBe(1000);
  });

  test("are as many to test as the description tells without making them", () => {
    const dataset = make({ images: 500 });
    const counts = new Array<number>(10).fill(0);
    for (const label of dataset.labels("test")) counts[label]!++;
    expect(coupled10.testImages(dataset.settings)).toEqual({ perClass: counts, families: null });
  });

  test("differ between two κ only in their templates: without distractors and noise the background stays", () => {
    const separate = make({ images: 500, kappa: 0, noise: 0, distractors: 0 });
    const coupled = make({ images: 500, kappa: 1, noise: 0, distractors: 0 });
    const mean = (bytes: Uint8Array, channel: number): number =>
      Array.from({ length: 1024 }, (_, pixel) => bytes[pixel * 3 + channel]!).reduce((sum, value) => sum + value, 0) /
      1024;
    for (let index = 0; index < 20; index++)
      for (const channel of [0, 1, 2])
        expect(
          Math.abs(mean(view(separate, "test", index), channel) - mean(view(coupled, "test", index), channel)),
        ).toBeLessThan(1);
  });

  test("show their class no more often than is asked: with one copy at most, the pictures are emptier", () => {
    const contrast = (copies: number): number => {
      const dataset = make({ images: 500, copies, noise: 0, distractors: 0 });
      let sum = 0;
      for (let index = 0; index < 50; index++)
        for (const value of view(dataset, "test", index)) sum += (value - 128) ** 2;
      return sum;
    };
    expect(contrast(1)).toBeLessThan(contrast(2));
    expect(contrast(2)).toBeLessThan(contrast(4));
  });

  test("calibrated noise has a strength for each κ; of strength 0 it is none", () => {
    const pixels = (settings: object) => make({ images: 500, kappa: 1, ...settings }).checksum;
    const calibrated = { noiseScale: "calibrated" };
    expect(pixels({ ...calibrated, noise: 0 })).toBe(pixels({ noise: 0 }));
    expect(pixels({ ...calibrated, noise: 1 })).toBe(pixels({ noise: calibratedNoise(1) }));
  });

  test("label noise changes its share of the training labels, and no other label", () => {
    const clean = make({ images: 2000 });
    const noisy = make({ images: 2000, labelNoise: 0.3 });
    const changed = (split: Split): number => {
      const truth = clean.labels(split);
      return noisy.labels(split).filter((label, index) => label !== truth[index]).length / truth.length;
    };
    expect(Math.abs(changed("train") - 0.3)).toBeLessThan(0.05);
    expect([changed("validation"), changed("test")]).toEqual([0, 0]);
    expect(view(noisy, "train", 3)).toEqual(view(clean, "train", 3));
  });

  test("a training view is its image shifted around the border, by no more than asked", () => {
    const dataset = make({ images: 500 });
    const original = view(dataset, "train", 4);
    const shifts = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const out = new Uint8Array(viewBytes(coupled10) + 5);
      dataset.writeTrainingView(4, randomStream(seed), { shift: 2, scale: 0.3, flip: true }, out, 5);
      const found = [-2, -1, 0, 1, 2]
        .flatMap((dy) => [-2, -1, 0, 1, 2].map((dx) => [dx, dy] as const))
        .filter(([dx, dy]) => isShifted(original, out.subarray(5), dx, dy));
      expect(found).toHaveLength(1);
      shifts.add(found[0]!.join());
    }
    expect(shifts.size).toBeGreaterThan(15);
  });

  test.each([0, 0.5, 1])(
    "colour is no shortcut: at κ = %d a linear model on the colour histogram stays near chance",
    (kappa) => {
      const dataset = make({ kappa });
      const accuracy = softmaxAccuracy(
        features(dataset, "train", colourHistogram),
        dataset.labels("train"),
        features(dataset, "test", colourHistogram),
        dataset.labels("test"),
      );
      expect(accuracy).toBeLessThan(0.16); // chance is 0.1, its standard error 0.012; without decoys it was 0.44 at κ = 0
    },
    60_000,
  );

  test("nor are spectra: a linear model on each channel's power spectrum stays near chance", () => {
    const dataset = make({ kappa: 0.5 }); // where templates mix most, and differed most before their spectra were equalised
    const accuracy = softmaxAccuracy(
      features(dataset, "train", channelSpectra),
      dataset.labels("train"),
      features(dataset, "test", channelSpectra),
      dataset.labels("test"),
    );
    expect(accuracy).toBeLessThan(0.16);
  }, 60_000);
});

function isShifted(original: Uint8Array, shifted: Uint8Array, dx: number, dy: number): boolean {
  for (let y = 0; y < 32; y++)
    for (let x = 0; x < 96; x++)
      if (shifted[y * 96 + x] !== original[((y - dy) & 31) * 96 + ((x - 3 * dx + 96) % 96)]) return false;
  return true;
}

/** The joint histogram of the three colours, 5 × 5 × 5 bins, and each channel's own, 16 bins. */
function colourHistogram(bytes: Uint8Array): number[] {
  const bins = new Array<number>(125 + 48).fill(0);
  for (let at = 0; at < viewBytes(coupled10); at += 3) {
    const [red, green, blue] = [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!];
    bins[Math.floor(red / 51.2) * 25 + Math.floor(green / 51.2) * 5 + Math.floor(blue / 51.2)]!++;
    bins[125 + (red >> 4)]!++;
    bins[141 + (green >> 4)]!++;
    bins[157 + (blue >> 4)]!++;
  }
  return bins.map((count) => Math.sqrt(count));
}

/** Each channel's amplitude at its 45 lowest frequencies. */
function channelSpectra(bytes: Uint8Array): number[] {
  return [0, 1, 2].flatMap((channel) => {
    const { real, imaginary } = transform(
      Float64Array.from({ length: 1024 }, (_, pixel) => bytes[pixel * 3 + channel]!),
    );
    const amplitudes: number[] = [];
    for (let row = 0; row < 5; row++)
      for (let column = -4; column <= 4; column++)
        amplitudes.push(Math.hypot(real[row * 32 + (column & 31)]!, imaginary[row * 32 + (column & 31)]!) ** 0.5);
    return amplitudes;
  });
}

function features(dataset: Dataset, split: Split, of: (bytes: Uint8Array) => number[]): number[][] {
  return Array.from({ length: dataset.size(split) }, (_, index) => of(view(dataset, split, index)));
}

/** Trains a softmax regression on standardised features and returns its test accuracy. */
function softmaxAccuracy(
  train: number[][],
  trainLabels: Uint8Array,
  testing: number[][],
  testLabels: Uint8Array,
): number {
  const width = train[0]!.length;
  const means = Array.from({ length: width }, (_, at) => train.reduce((sum, row) => sum + row[at]!, 0) / train.length);
  const deviations = means.map(
    (mean, at) => Math.sqrt(train.reduce((sum, row) => sum + (row[at]! - mean) ** 2, 0) / train.length) + 1e-6,
  );
  const standardise = (rows: number[][]): Float64Array[] =>
    rows.map((row) => Float64Array.from([...row.map((value, at) => (value - means[at]!) / deviations[at]!), 1]));
  const inputs = standardise(train);
  const weights = Array.from({ length: 10 }, () => new Float64Array(width + 1));
  const scores = new Float64Array(10);
  const score = (row: Float64Array): void => {
    for (let label = 0; label < 10; label++) {
      const weight = weights[label]!;
      let sum = 0;
      for (let at = 0; at <= width; at++) sum += weight[at]! * row[at]!;
      scores[label] = sum;
    }
  };
  for (let epoch = 0; epoch < 12; epoch++) {
    const rate = 0.004 * (1 - epoch / 12);
    for (const index of randomStream(epoch, "histogram model").permutation(inputs.length)) {
      const row = inputs[index]!;
      score(row);
      const total = scores.reduce((sum, value) => sum + Math.exp(value), 0);
      for (let label = 0; label < 10; label++) {
        const step = rate * (Math.exp(scores[label]!) / total - (label === trainLabels[index] ? 1 : 0));
        const weight = weights[label]!;
        for (let at = 0; at <= width; at++) weight[at] = weight[at]! - step * row[at]!;
      }
    }
  }
  let right = 0;
  standardise(testing).forEach((row, index) => {
    score(row);
    if (scores.indexOf(Math.max(...scores)) === testLabels[index]) right++;
  });
  return right / testing.length;
}

test("further evaluation views of an image are the image, shifted; always in the same way", () => {
  const dataset = make({ images: 500 });
  const sorted = (bytes: Uint8Array) => bytes.toSorted().join();
  const views = [0, 1, 2].map((number) => view(dataset, "test", 4, number));
  expect(new Set(views.map((bytes) => bytes.join())).size).toBe(3);
  expect(new Set(views.map(sorted)).size).toBe(1);
  expect(view(makeAnew({ images: 500 }), "test", 4, 2)).toEqual(views[2]);
});
