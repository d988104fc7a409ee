// What a study compares of its runs: the accuracy and the loss that their test says.

export type StudyMeasure = "accuracy" | "loss";

interface Description {
  /** "Test accuracy". */
  readonly title: string;
  /** Of a mean, and of a difference. */
  readonly unit: string;
  readonly differenceUnit: string;
  /** From the number that a test says to the unit. */
  readonly scale: number;
  /** After the decimal point. */
  readonly digits: number;
  readonly better: "higher" | "lower";
  /** What stands before all of its verdicts together. */
  readonly introduction: string;
  /** How its verdicts are called. */
  readonly verdicts: Readonly<Record<"better" | "worse", string>>;
}

/** The first is the headline, stated before any run; the other is secondary, and a family of comparisons of its own. */
export const MEASURES = {
  accuracy: {
    title: "Test accuracy",
    unit: "%",
    differenceUnit: "points",
    scale: 100,
    digits: 1,
    better: "higher",
    introduction: "Verdict",
    verdicts: { better: "better", worse: "worse" },
  },
  loss: {
    title: "Test loss",
    unit: "nats",
    differenceUnit: "nats",
    scale: 1,
    digits: 3,
    better: "lower",
    introduction: "On loss, beside the verdict",
    verdicts: { better: "lower", worse: "higher" },
  },
} as const satisfies Readonly<Record<StudyMeasure, Description>>;

export const measureNames = Object.keys(MEASURES) as readonly StudyMeasure[];

/** A value of the measure in words, without its unit: "43.2", "1.731". */
export function measuredWords(value: number, measure: StudyMeasure): string {
  return value.toFixed(MEASURES[measure].digits);
}
