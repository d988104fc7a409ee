// The names of the curves beside their ends, so that no legend is needed. Drawn inside a recharts
// chart, with its scale.
import { useChartWidth, usePlotArea, useYAxisScale } from "recharts";
import { dodge } from "./dodge.ts";
import { markerPath } from "./mark.ts";
import { shortNames } from "./names.ts";
import type { Curve } from "./series.ts";

const LINE_HEIGHT = 16;
/** A little more than the width of the widest common letters. */
const CHARACTER_PX = 7.4;

interface EndLabelsProps {
  readonly curves: readonly Curve[];
  /** A level without a curve: the linear model's. */
  readonly reference: { readonly y: number; readonly words: string } | null;
}

/** As many names as fit, the latest runs' first. The table of runs has them in full. */
export function EndLabels({ curves, reference }: EndLabelsProps) {
  const width = useChartWidth() ?? 0;
  const area = usePlotArea();
  const scale = useYAxisScale();
  if (!area || !scale) return null;
  const bottom = area.y + area.height;
  const fitting = Math.max(1, Math.floor(area.height / LINE_HEIGHT) - (reference ? 1 : 0));
  const named = curves.slice(-fitting);
  const levels = [...named.map(({ points }) => points.at(-1)?.y ?? 0), ...(reference ? [reference.y] : [])];
  const places = dodge(
    levels.map((level) => Math.min(bottom, Math.max(area.y, scale(level) ?? bottom))),
    LINE_HEIGHT,
    area.y,
    bottom,
  );
  const x = area.x + area.width + 12;
  const names = shortNames(
    named.map(({ run }) => run.mark.label),
    Math.max(6, Math.floor((width - x - 10) / CHARACTER_PX)),
  );
  return (
    <g className="chart-names">
      {named.map(({ run }, index) => (
        <g key={run.id} transform={`translate(${x} ${places[index] ?? 0})`}>
          <path d={markerPath(run.mark.marker, 3.6)} fill={run.mark.colour} />
          <text x={10} dy="0.34em">
            {names[index]}
          </text>
        </g>
      ))}
      {reference && (
        <text className="chart-soft" x={x + 10} y={places.at(-1) ?? 0} dy="0.34em">
          {reference.words}
        </text>
      )}
    </g>
  );
}
