// Coupled-10: a synthetic data set made from a seed, in which κ says how far channels and space are coupled: at κ = 0 a
// class is a colour direction times a pattern, at κ = 1 each channel has a pattern of its own. It needs no file.

import { calibratedNoise } from "./coupled10Noise.ts";
import { classCount, makeTemplates, templateCount, templateParts, type Template } from "./coupled10Templates.ts";
import {
  defaultAugmentation,
  splits,
  type Dataset,
  type DatasetDescription,
  type DatasetSettings,
  type Split,
} from "./dataset.ts";
import { fieldCells } from "./fourier32.ts";
import { addNoise } from "./octaveNoise.ts";
import { randomStream, type RandomStream } from "./random.ts";
import { choice, integer, number } from "../settings/field.ts";
import { sha256 } from "./sha256.ts";
import { addShifted, scaledTemplates } from "./stamp.ts";

export const coupled10: DatasetDescription = {
  id: "coupled-10",
  title: "Coupled-10",
  summary:
    "Synthetic pictures that put the Inception hypothesis under test: κ sets how far channels " +
    "and spatial patterns are coupled. Mean colours and spectra are the same in all classes.",
  kind: "synthetic",
  classNames: ["A1", "B1", "C1", "D1", "E1", "A2", "B2", "C2", "D2", "E2"],
  imageShape: [32, 32, 3],
  settings: {
    kappa: number({
      label: "Coupling κ",
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.5,
      help: "0: channels and space separate exactly. 1: every channel has a pattern of its own.",
    }),
    templates: integer({
      label: "Templates per class",
      min: 1,
      max: 4,
      step: 1,
      default: 1,
      help: "How many different patterns mean the same class.",
    }),
    copies: integer({
      label: "Most copies",
      min: 1,
      max: 4,
      step: 1,
      default: 2,
      help: "An image shows its class's template at least once and at most so often, each time among three decoys.",
    }),
    noise: number({
      label: "Noise",
      min: 0,
      max: 2,
      step: 0.1,
      default: 1,
      help: "Strength of the background's 1/f noise.",
    }),
    noiseScale: choice({
      label: "Noise of strength 1 is",
      options: [
        { value: "fixed", label: "as strong as the patterns" },
        { value: "calibrated", label: "equally hard at every κ" },
      ],
      default: "fixed",
      help:
        "Equally hard to the regular convolution of the study “Segments × coupling”: with the seeds of the calibration it " +
        "recognises about 60\u202f% of the images at κ = 0, 0.5 and 1.",
    }),
    distractors: number({
      label: "Distractors",
      min: 0,
      max: 4,
      step: 0.5,
      default: 1,
      unit: "per copy",
      help: "Single-channel slices of other classes' templates, for every copy of the image's own template.",
    }),
    labelNoise: number({
      label: "Label noise",
      min: 0,
      max: 0.5,
      step: 0.05,
      default: 0,
      help: "Share of the training images that carry another class's label. Validation and test labels stay true.",
    }),
    images: integer({
      label: "Images",
      min: 500,
      max: 10000,
      step: 500,
      default: 4000,
      help: "Training, validation and test together: 70, 15 and 15\u202f%.",
    }),
    seed: integer({
      label: "Seed of the data",
      min: 0,
      max: 9999,
      step: 1,
      default: 1,
      help: "Another seed gives other patterns and other images.",
    }),
  },
  testImages({ images }) {
    const held = heldOut(Number(images));
    const perClass = Array.from({ length: classCount }, (_, label) => Math.ceil((held - label) / classCount));
    return { perClass, families: null };
  },
};

/** Images of validation, and as many of test. */
function heldOut(images: number): number {
  return Math.round(images * 0.15);
}

/** A byte per cell and colour. */
const imageBytes = fieldCells * 3;

/** Standard deviation, in grey levels, of noise of strength 1. */
const noiseLevel = 26;
/** What the unit fields of a template are multiplied by, in grey levels, before a copy's own gain. */
const templateLevel = 13;

interface Knobs {
  readonly kappa: number;
  readonly templates: number;
  readonly copies: number;
  /** A multiple of `noiseLevel`. */
  readonly noise: number;
  readonly distractors: number;
  readonly labelNoise: number;
  readonly images: number;
  readonly seed: number;
}

export function makeCoupled10(settings: DatasetSettings): Dataset {
  const knob = (key: keyof Knobs): number => Number(settings[key]);
  const unit = settings["noiseScale"] === "calibrated" ? calibratedNoise(knob("kappa")) : 1;
  const knobs: Knobs = {
    kappa: knob("kappa"),
    templates: knob("templates"),
    copies: knob("copies"),
    noise: knob("noise") * unit,
    distractors: knob("distractors"),
    labelNoise: knob("labelNoise"),
    images: knob("images"),
    seed: knob("seed"),
  };
  const held = heldOut(knobs.images);
  const sizes: Record<Split, number> = { train: knobs.images - 2 * held, validation: held, test: held };
  const stamps = Array.from({ length: knobs.templates }, (_, variant) =>
    makeTemplates(knobs.seed, variant, knobs.kappa).map(scaledTemplates),
  );
  const parts = {
    train: makeSplit("train", sizes.train, knobs, stamps),
    validation: makeSplit("validation", sizes.validation, knobs, stamps),
    test: makeSplit("test", sizes.test, knobs, stamps),
  };

  const start = (split: Split, index: number): number => {
    if (!Number.isInteger(index) || index < 0 || index >= sizes[split])
      throw new RangeError(`there is no image ${index} among the ${sizes[split]} ${split} images of Coupled-10`);
    return index * imageBytes;
  };
  return {
    description: coupled10,
    settings,
    checksum: sha256(
      new TextEncoder().encode(splits.map((split) => sha256(parts[split].labels) + sha256(parts[split].pixels)).join()),
    ),
    size: (split) => sizes[split],
    labels: (split) => parts[split].labels.slice(),
    // The first view is the image, the others are shifted at random, as training views are.
    writeEvaluationView(split, index, view, out, offset) {
      const stream = randomStream(knobs.seed, "coupled-10 evaluation view", split, index, view);
      const shift = view === 0 ? 0 : defaultAugmentation.shift;
      writeShiftedAtRandom(parts[split].pixels, start(split, index), stream, shift, out, offset);
    },
    // Images wrap round at their borders, so a shifted image is another image of the same kind. Scale and flip do not
    // apply: a mirrored pattern is not a pattern of the class.
    writeTrainingView(index, stream, augmentation, out, offset) {
      writeShiftedAtRandom(parts.train.pixels, start("train", index), stream, augmentation.shift, out, offset);
    },
  };
}

/** The image whose first byte is `from`, shifted by up to `shift` whole pixels along each axis. */
function writeShiftedAtRandom(
  pixels: Uint8Array,
  from: number,
  stream: RandomStream,
  shift: number,
  out: Uint8Array,
  offset: number,
): void {
  const reach = Math.floor(shift);
  const shiftX = stream.integer(2 * reach + 1) - reach;
  const shiftY = stream.integer(2 * reach + 1) - reach;
  const cut = ((-shiftX & 31) * 3) % 96; // the byte of the row that comes first
  for (let y = 0; y < 32; y++) {
    const row = from + ((y - shiftY) & 31) * 96;
    const at = offset + y * 96;
    out.set(pixels.subarray(row + cut, row + 96), at);
    out.set(pixels.subarray(row, row + cut), at + 96 - cut);
  }
}

/** By variant, template and size. */
type Stamps = readonly (readonly (readonly Template[])[])[];

interface Part {
  readonly labels: Uint8Array;
  readonly pixels: Uint8Array;
}

/**
 * The classes take turns. Each image has a random stream of its own that does not depend on κ, so images of two values
 * of κ differ in their templates only.
 */
function makeSplit(split: Split, size: number, knobs: Knobs, stamps: Stamps): Part {
  const labels = new Uint8Array(size);
  const pixels = new Uint8Array(size * imageBytes);
  const canvas: Canvas = [new Float64Array(fieldCells), new Float64Array(fieldCells), new Float64Array(fieldCells)];
  for (let index = 0; index < size; index++) {
    const label = index % classCount;
    paint(canvas, label, randomStream(knobs.seed, "coupled-10 image", split, index), knobs, stamps);
    for (let cell = 0, at = index * imageBytes; cell < fieldCells; cell++) {
      for (const channel of canvas) pixels[at++] = toByte(channel[cell]!);
    }
    const stream = randomStream(knobs.seed, "coupled-10 label", split, index);
    const wrong = stream.uniform() < knobs.labelNoise && split === "train";
    labels[index] = wrong ? (label + 1 + stream.integer(classCount - 1)) % classCount : label;
  }
  return { labels, pixels };
}

type Canvas = readonly [Float64Array, Float64Array, Float64Array];

function paint(canvas: Canvas, label: number, stream: RandomStream, knobs: Knobs, stamps: Stamps): void {
  for (const channel of canvas) channel.fill(stream.range(96, 160));
  addNoise(canvas, knobs.noise * noiseLevel, stream);
  const copies = 1 + stream.integer(knobs.copies);
  for (let copy = 0; copy < copies; copy++) {
    for (const template of [label, ...drawDecoys(templateParts(label).direction, stream)]) {
      const stamp = drawStamp(stamps, template, stream);
      const place = stream.integer(fieldCells);
      const gain = templateLevel * stream.range(0.75, 1.25);
      for (const channel of [0, 1, 2] as const) addShifted(canvas[channel], stamp[channel], place, gain);
    }
  }
  const distractors = Math.floor(copies * knobs.distractors + stream.uniform());
  for (let distractor = 0; distractor < distractors; distractor++) {
    const other = (label + 1 + stream.integer(classCount - 1)) % classCount;
    const stamp = drawStamp(stamps, other, stream);
    const channel = stream.integer(3) as 0 | 1 | 2;
    addShifted(canvas[channel], stamp[channel], stream.integer(fieldCells), templateLevel * stream.range(0.75, 1.25));
  }
}

/** Decoys, one for each of the other colour directions: so every image shows every direction equally often. */
function drawDecoys(direction: number, stream: RandomStream): number[] {
  return [1, 2, 3].map((turn) => {
    const fitting = decoys.filter((decoy) => templateParts(decoy).direction === (direction + turn) % 4);
    return fitting[stream.integer(fitting.length)]!;
  });
}

const decoys = Array.from({ length: templateCount - classCount }, (_, index) => classCount + index);

function drawStamp(stamps: Stamps, label: number, stream: RandomStream): Template {
  const scales = stamps[stream.integer(stamps.length)]![label]!;
  return scales[stream.integer(scales.length)]!;
}

function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.floor(value + 0.5);
}
