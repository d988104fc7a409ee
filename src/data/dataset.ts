// What a data set is to the rest of the lab: a description the page can draw controls from, and views of its
// images as bytes.

import { group, type ChoiceSetting, type GroupValue, type NumberSetting } from "../settings/field.ts";
import { readField } from "../settings/problem.ts";
import { problemWords } from "../settings/words.ts";
import type { RandomStream } from "./random.ts";

/** A data set's settings, described; their values are numbers or words. */
export type DatasetFields = Readonly<Record<string, NumberSetting | ChoiceSetting<string>>>;

/** The values of the settings, by key; complete and checked once `checkSettings` has returned them. */
export type DatasetSettings = GroupValue<DatasetFields>;

export interface DatasetDescription {
  readonly id: string;
  readonly title: string;
  /** One or two sentences for the page. */
  readonly summary: string;
  readonly kind: "real" | "synthetic";
  readonly classNames: readonly string[];
  readonly imageShape: readonly [height: number, width: number, channels: number];
  readonly settings: DatasetFields;
  /** With these settings. */
  readonly testImages: (settings: DatasetSettings) => TestImages;
}

/** What is known of the test split before the data set is opened. */
export interface TestImages {
  /** Numbers of images, by class. */
  readonly perClass: readonly number[];
  /** How many groups of images that resemble each other they are; null where each is by itself. */
  readonly families: number | null;
}

export const splits = ["train", "validation", "test"] as const;
export type Split = (typeof splits)[number];

/** Bytes of one view: a byte per pixel and channel. */
export function viewBytes({ imageShape: [height, width, channels] }: DatasetDescription): number {
  return height * width * channels;
}

/** How a training view may differ from its image. */
export interface AugmentationSettings {
  /** Largest shift along each axis, in pixels. */
  readonly shift: number;
  /** Relative change of size: sizes are drawn from 1 − scale to 1 + scale. */
  readonly scale: number;
  /** Whether half of the views are mirrored left to right. */
  readonly flip: boolean;
}

export const defaultAugmentation: AugmentationSettings = { shift: 4, scale: 0.2, flip: true };

export interface Dataset {
  readonly description: DatasetDescription;
  readonly settings: DatasetSettings;
  /** Names the exact pixels and labels: equal checksums, equal data. */
  readonly checksum: string;
  size(split: Split): number;
  /** The class of each image of a split: [size(split)], indices into `classNames`. */
  labels(split: Split): Uint8Array;
  /** A number for each image, the same for images that resemble each other; absent where each is by itself. */
  families?(split: Split): ArrayLike<number>;
  /**
   * Evaluation view number `view` (from 0) of image `index` of a split: its bytes (row by row, R G B) into `out` from
   * `offset`; decided by the data set's own seed, not by a run's.
   */
  writeEvaluationView(split: Split, index: number, view: number, out: Uint8Array, offset: number): void;
  /** An augmented view of training image `index`; everything random in it comes from `stream`. */
  writeTrainingView(
    index: number,
    stream: RandomStream,
    augmentation: AugmentationSettings,
    out: Uint8Array,
    offset: number,
  ): void;
  /** Present where training views are pictures in front of backgrounds. */
  readonly painted?: PaintedViews;
}

/** What an engine needs to paint training views itself; see emojiView.ts. */
export interface PaintedViews {
  /** The picture of training image `index`, 1024 words. */
  sprite(index: number): Uint32Array;
  /** Draws a view's random numbers as `writeTrainingView` does, into `order` from word `at`, but paints nothing. */
  orderTrainingView(stream: RandomStream, augmentation: AugmentationSettings, order: Int32Array, at: number): void;
}

/** A data set that cannot be opened. Its message says what, why and what to do. */
export class DatasetError extends Error {
  readonly reason: "unknown" | "setting" | "offline" | "missing" | "corrupt";
  constructor(reason: DatasetError["reason"], message: string) {
    super(message);
    this.name = "DatasetError";
    this.reason = reason;
  }
}

/** Fills in defaults. Throws a DatasetError that names a value out of range, or a key the data set does not have. */
export function checkSettings(
  { title, settings }: DatasetDescription,
  given: Readonly<Record<string, unknown>>,
): DatasetSettings {
  const reading = readField(group(settings), given);
  if (!reading.problems) return reading.value;
  const words = reading.problems.map((problem) => problemWords(problem));
  throw new DatasetError("setting", `The data set ${title} cannot be opened so: ${words.join(" ")}`);
}
