// The values of the curves at one place of the x-axis.
import { valueWords } from "./axes.ts";
import { RunMarker } from "./RunCurves.tsx";
import type { Measure, XAxisName } from "./series.ts";
import { placeWords, type ValuesOfRun } from "./values.ts";

interface CurveTooltipProps {
  readonly at: number;
  readonly xName: XAxisName;
  readonly measure: Measure;
  readonly values: readonly ValuesOfRun[];
}

export function CurveTooltip({ at, xName, measure, values }: CurveTooltipProps) {
  const hasTraining = values.some(({ training }) => training !== null);
  return (
    <div className="chart-tooltip">
      <p>{placeWords(xName, at)}</p>
      <table>
        {hasTraining && (
          <thead>
            <tr>
              <th aria-label="run" colSpan={2} />
              <th>validation</th>
              <th>training</th>
            </tr>
          </thead>
        )}
        <tbody>
          {values.map(({ run, validation, training }) => (
            <tr key={run.id}>
              <td>
                <RunMarker mark={run.mark} />
              </td>
              <td>{run.mark.label}</td>
              <td>{valueWords(measure, validation)}</td>
              {hasTraining && <td>{training === null ? "" : valueWords(measure, training)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
