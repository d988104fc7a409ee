// The values of all curves at one place of the x-axis, for the pointer and the keyboard alike.
import { valueWords, xWords } from "./axes.ts";
import {
  drawnEvaluations,
  indexAt,
  meanOf,
  nearestPoint,
  validations,
  type Curve,
  type CurveRun,
  type Measure,
  type AxisName,
} from "./series.ts";

export interface ValuesOfRun {
  readonly run: CurveRun;
  readonly validation: number;
  /** Null where the run has no training curve there. */
  readonly training: number | null;
  /** Of the runs whose mean it is; null for a single run. */
  readonly spread: { readonly least: number; readonly most: number } | null;
}

/** The runs that were evaluated at a place. Between two evaluations a line is drawn, and nothing was measured. */
export function valuesAt(at: number, curves: readonly Curve[], measure: Measure): readonly ValuesOfRun[] {
  return curves.flatMap(({ run, points, members }) => {
    const index = indexAt(points, at);
    const point = points[index];
    if (!point) return [];
    const own = members?.flatMap((member) => nearestPoint(member.points, at)?.y ?? []) ?? [];
    const spread = own.length > 1 ? { least: Math.min(...own), most: Math.max(...own) } : null;
    return [{ run, validation: point.y, training: members ? null : trainingBefore(run, measure, index), spread }];
  });
}

/** The mean of the training steps since the evaluation before, as the table has it. */
function trainingBefore(run: CurveRun, measure: Measure, index: number): number | null {
  const { step = 0 } = drawnEvaluations(run, measure)[index] ?? {};
  const before = validations(run).findLast((each) => each.step < step)?.step ?? 0;
  return meanOf(run.steps, measure, before, step);
}

/** From the best value to the worst. */
export function bestFirst(values: readonly ValuesOfRun[], measure: Measure): readonly ValuesOfRun[] {
  const sign = measure === "accuracy" ? -1 : 1;
  return values.toSorted((a, b) => sign * (a.validation - b.validation));
}

/** The run that is looked at comes first, the others stay in their order. */
export function liftedFirst(values: readonly ValuesOfRun[], lifted: string | null): readonly ValuesOfRun[] {
  return values.toSorted((a, b) => Number(b.run.id === lifted) - Number(a.run.id === lifted));
}

/** "3 epochs", "12.5 seconds". */
export function placeWords(xName: AxisName, at: number): string {
  return xWords(xName, Number(at.toFixed(xName === "step" ? 0 : 1)));
}

/** "3 epochs. 16 segments, none: validation 51.2 %, training 48.0 %. …", for screen readers. */
export function valuesInWords(at: number, xName: AxisName, measure: Measure, values: readonly ValuesOfRun[]): string {
  const words = values.map(({ run, validation, training, spread }) => {
    const beside = training === null ? "" : `, training ${valueWords(measure, training)}`;
    const range = spread ? `, ${valueWords(measure, spread.least)} to ${valueWords(measure, spread.most)}` : "";
    return `${run.mark.label}: ${spread ? "mean validation" : "validation"} ${valueWords(measure, validation)}${range}${beside}`;
  });
  return [placeWords(xName, at), ...words].join(". ");
}
