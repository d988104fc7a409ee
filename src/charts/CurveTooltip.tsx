// What the curves say at one place of the x-axis.
import { valueWords, X_WORDS } from "./axes.ts";
import { LINE_STYLES, markerPath, segmentColor } from "./scale.ts";
import type { Curve, Measure, Point, XAxisName } from "./series.ts";

interface CurveTooltipProps {
  readonly at: number;
  readonly xName: XAxisName;
  readonly measure: Measure;
  readonly curves: readonly Curve[];
  /** Those of `curves` that are validation; the others are training. */
  readonly main: readonly Curve[];
}

export function CurveTooltip({ at, xName, measure, curves, main }: CurveTooltipProps) {
  const lines = curves.flatMap((curve) => {
    const point = nearest(curve.points, at);
    return point ? [{ curve, point }] : [];
  });
  return (
    <div className="chart-tooltip">
      <p>{`${Number(at.toFixed(xName === "step" ? 0 : 1))} ${X_WORDS[xName]}`}</p>
      <table>
        <tbody>
          {lines.map(({ curve: { run }, curve, point }) => (
            <tr key={`${run.id} ${main.includes(curve)}`}>
              <td>
                <svg width={12} height={12} viewBox="-6 -6 12 12" aria-hidden>
                  {main.includes(curve)
                    ? <path d={markerPath(LINE_STYLES[run.intermediateActivation].marker, 3.6)} fill={segmentColor(run.segments, run.width)} />
                    : <path d="M-6 0H6" stroke={segmentColor(run.segments, run.width)} />}
                </svg>
              </td>
              <td>{main.includes(curve) ? run.name : `${run.name}, training`}</td>
              <td>{valueWords(measure, point.y)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The nearest point of a curve, unless the place lies beyond its end by more than a tenth of its length. */
function nearest(points: readonly Point[], at: number): Point | null {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || at > last.x + 0.1 * (last.x - first.x)) return null;
  return points.reduce((best, point) => (Math.abs(point.x - at) < Math.abs(best.x - at) ? point : best), first);
}
