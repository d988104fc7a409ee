// The values of the curves at one place of the x-axis.
import { valueWords, xWords } from "./axes.ts";
import { RunMarker } from "./RunCurves.tsx";
import { nearestPoint, type Curve, type Measure, type XAxisName } from "./series.ts";

interface CurveTooltipProps {
  readonly at: number;
  readonly xName: XAxisName;
  readonly measure: Measure;
  readonly validation: readonly Curve[];
  readonly training: readonly Curve[];
}

export function CurveTooltip({ at, xName, measure, validation, training }: CurveTooltipProps) {
  return (
    <div className="chart-tooltip">
      <p>{xWords(xName, Number(at.toFixed(xName === "step" ? 0 : 1)))}</p>
      <table>
        {training.length > 0 && (
          <thead>
            <tr>
              <th aria-label="run" colSpan={2} />
              <th>validation</th>
              <th>training</th>
            </tr>
          </thead>
        )}
        <tbody>
          {validation.map(({ run, points }) => {
            const point = nearestPoint(points, at);
            const beside = nearestPoint(training.find((curve) => curve.run.id === run.id)?.points ?? [], at);
            return (
              point && (
                <tr key={run.id}>
                  <td>
                    <RunMarker mark={run.mark} />
                  </td>
                  <td>{run.mark.label}</td>
                  <td>{valueWords(measure, point.y)}</td>
                  {training.length > 0 && <td>{beside ? valueWords(measure, beside.y) : ""}</td>}
                </tr>
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
