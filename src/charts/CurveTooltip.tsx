// The values of the curves at one place of the x-axis: as many as the chart has room for, the one that is looked at first.
import { valueWords } from "./axes.ts";
import { useLifted } from "./lifted.ts";
import { RunMarker } from "./RunCurves.tsx";
import { typeScale } from "./typeScale.ts";
import type { AxisName, Measure } from "./series.ts";
import { bestFirst, liftedFirst, placeWords, type ValuesOfRun } from "./values.ts";

interface CurveTooltipProps {
  readonly at: number;
  readonly xName: AxisName;
  readonly measure: Measure;
  readonly values: readonly ValuesOfRun[];
  /** The chart's, in pixels: its values stay within it. */
  readonly height: number;
  /** What keys do, where they brought it here. */
  readonly hint?: string;
}

const ROW_PX = 22;
/** The place, the heads, how many are left out, and the edges. */
const AROUND_PX = 96;
/** More would cover the curves. */
const MOST_ROWS = 7;

export function CurveTooltip({ at, xName, measure, values, height, hint }: CurveTooltipProps) {
  const lifted = useLifted();
  const most = Math.min(MOST_ROWS, Math.max(2, Math.floor((height / typeScale() - AROUND_PX) / ROW_PX)));
  // Where not all have room, the best, so that they are not always the same.
  const shown = values.length <= most ? values : liftedFirst(bestFirst(values, measure), lifted).slice(0, most - 1);
  const hasTraining = shown.some(({ training }) => training !== null);
  const hasSpread = shown.some(({ spread }) => spread !== null);
  return (
    <div className="chart-tooltip">
      <p>{placeWords(xName, at)}</p>
      <table>
        {(hasTraining || hasSpread) && (
          <thead>
            <tr>
              <th aria-label="run" colSpan={2} />
              <th>validation</th>
              {hasSpread && <th className="chart-tooltip-spread">least to most</th>}
              {hasTraining && <th>training</th>}
            </tr>
          </thead>
        )}
        <tbody>
          {shown.map(({ run, validation, training, spread }) => (
            <tr key={run.id} className={run.id === lifted ? "chart-tooltip-lifted" : undefined}>
              <td>
                <RunMarker mark={run.mark} />
              </td>
              <td>{run.mark.label}</td>
              <td>{valueWords(measure, validation)}</td>
              {hasSpread && (
                <td className="chart-tooltip-spread">
                  {spread && `${valueWords(measure, spread.least)} to ${valueWords(measure, spread.most)}`}
                </td>
              )}
              {hasTraining && <td>{training === null ? "" : valueWords(measure, training)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < values.length && <p>and {values.length - shown.length} more</p>}
      {hint !== undefined && <p aria-hidden>{hint}</p>}
    </div>
  );
}
