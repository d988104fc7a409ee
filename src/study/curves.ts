// Learning curves of a study: each run's validation over what was spent on it, and each arm's mean over seeds.
import { networkCost } from "../recipe/cost.ts";
import { armId } from "../recipe/hash.ts";
import type { Recipe } from "../recipe/schema.ts";
import { studentInterval, type Interval } from "../statistics/intervals.ts";
import { meanOf } from "../statistics/pairs.ts";
import type { StudyMeasure } from "./measures.ts";
import type { Tested } from "./outcome.ts";
import type { ResultRun } from "./result.ts";
import { grouped } from "./order.ts";
import { armsOfStudy, type Study, type StudyArm } from "./study.ts";

/** What is spent while a run trains; multiply-adds in 10⁹. */
export type Spent = "epoch" | "image" | "multiplyAdd" | "second";
export const spentNames = ["epoch", "image", "multiplyAdd", "second"] as const satisfies readonly Spent[];

/** The gradients of a layer's inputs and of its weights take about as many multiply-adds as its output, each. */
const PASSES_OF_A_STEP = 3;

/** A run's validation before the first epoch and after each that it has done. */
export interface RunCurve {
  readonly recipe: Recipe;
  readonly end: "finished" | "diverged" | "failed";
  /** Accuracy in [0, 1], loss in nats. */
  readonly points: readonly (Tested & { readonly epoch: number; readonly images: number; readonly seconds: number })[];
}

export interface MeanPoint {
  readonly x: number;
  readonly mean: number;
  /** Student's, at 95 %, over seeds; null below two. */
  readonly interval: Interval | null;
}

export interface ArmCurves {
  readonly arm: StudyArm;
  /** Over the runs that have finished. */
  readonly mean: readonly MeanPoint[];
  readonly finished: readonly RunCurve[];
  /** Diverged or failed: in no mean, because from some epoch on they have no value. */
  readonly ended: readonly RunCurve[];
}

/** A result has a run's whole time: its epochs are taken to have had equal parts of it. */
export function resultCurve({ recipe, elapsedMs, numbers: { losses, validation } }: ResultRun): RunCurve {
  const { epochs, batchSize } = recipe.training;
  const ofEpoch = { images: (losses.length / epochs) * batchSize, seconds: elapsedMs / 1000 / epochs };
  return {
    recipe,
    end: "finished",
    points: validation.map(({ loss, accuracy }, epoch) => ({
      epoch,
      images: epoch * ofEpoch.images,
      seconds: epoch * ofEpoch.seconds,
      loss,
      accuracy,
    })),
  };
}

/** The study's arms that have runs. */
export function armCurves(
  study: Study,
  runs: readonly RunCurve[],
  measure: StudyMeasure,
  spent: Spent,
): readonly ArmCurves[] {
  const byArm = grouped(runs, ({ recipe }) => armId(recipe));
  return armsOfStudy(study).arms.flatMap((arm) => {
    const own = byArm.get(arm.id);
    if (!own) return [];
    const finished = own.filter(({ end }) => end === "finished");
    return [
      { arm, finished, ended: own.filter(({ end }) => end !== "finished"), mean: meanCurve(finished, measure, spent) },
    ];
  });
}

/** Epoch by epoch: finished runs of an arm have all of them. */
function meanCurve(runs: readonly RunCurve[], measure: StudyMeasure, spent: Spent): readonly MeanPoint[] {
  const curves = runs.map((run) => pointsOf(run, measure, spent));
  const [first = []] = curves;
  return first.map((_, at) => {
    const here = curves.flatMap((points) => points[at] ?? []);
    const values = here.map(({ y }) => y);
    return { x: meanOf(here.map(({ x }) => x)), mean: meanOf(values), interval: studentInterval(values) };
  });
}

/**
 * A run's points. The loss before the first step is left out: batch norms' moving averages have seen nothing then, and it may be
 * anything.
 */
export function pointsOf(
  { recipe, points }: RunCurve,
  measure: StudyMeasure,
  spent: Spent,
): readonly { readonly x: number; readonly y: number }[] {
  const drawn = points.filter(
    (point) => (measure === "accuracy" || point.epoch > 0) && Number.isFinite(point[measure]),
  );
  return drawn.map((point) => ({ x: spentAt(point, recipe, spent), y: point[measure] }));
}

function spentAt({ epoch, images, seconds }: RunCurve["points"][number], recipe: Recipe, spent: Spent): number {
  switch (spent) {
    case "epoch":
      return epoch;
    case "image":
      return images;
    case "multiplyAdd":
      return (PASSES_OF_A_STEP * networkCost(recipe).multiplyAdds * images) / 1e9;
    case "second":
      return seconds;
    default:
      return spent satisfies never;
  }
}
