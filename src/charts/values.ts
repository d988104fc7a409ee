// The values of all curves at one place of the x-axis, for the pointer and the keyboard alike.
import { valueWords, xWords } from "./axes.ts";
import { nearestPoint, type Curve, type CurveRun, type Measure, type XAxisName } from "./series.ts";

export interface ValuesOfRun {
  readonly run: CurveRun;
  readonly validation: number;
  /** Null where the run has no training curve there. */
  readonly training: number | null;
}

/** The runs that have a validation point near `at`. */
export function valuesAt(at: number, validation: readonly Curve[], training: readonly Curve[]): readonly ValuesOfRun[] {
  return validation.flatMap(({ run, points }) => {
    const point = nearestPoint(points, at);
    const beside = nearestPoint(training.find((curve) => curve.run.id === run.id)?.points ?? [], at);
    return point ? [{ run, validation: point.y, training: beside?.y ?? null }] : [];
  });
}

/** "3 epochs", "12.5 seconds". */
export function placeWords(xName: XAxisName, at: number): string {
  return xWords(xName, Number(at.toFixed(xName === "step" ? 0 : 1)));
}

/** "3 epochs. 16 segments, none: validation 51.2 %, training 48.0 %. …", for screen readers. */
export function valuesInWords(at: number, xName: XAxisName, measure: Measure, values: readonly ValuesOfRun[]): string {
  const words = values.map(({ run, validation, training }) => {
    const beside = training === null ? "" : `, training ${valueWords(measure, training)}`;
    return `${run.mark.label}: validation ${valueWords(measure, validation)}${beside}`;
  });
  return [placeWords(xName, at), ...words].join(". ");
}
