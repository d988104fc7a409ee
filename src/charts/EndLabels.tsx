// The names of the curves beside their ends, so that no legend is needed. Drawn inside a recharts
// chart, with its scale.
import { useChartWidth, usePlotArea, useYAxisScale } from "recharts";
import { dodge } from "./dodge.ts";
import type { Legend } from "./legend.ts";
import { isLifted, lifts, useLifted } from "./lifted.ts";
import { markerPath } from "./mark.ts";
import type { Curve } from "./series.ts";
import { typeScale } from "./typeScale.ts";

/** In pixels of type of the usual size, as the next. */
export const LINE_HEIGHT = 16;
/** A little more than the width of the widest common letters. */
export const NAME_CHARACTER_PX = 7.4;
/** From the plot to the names, with their markers. */
export const NAME_LEFT_PX = 24;

interface EndLabelsProps {
  readonly curves: readonly Curve[];
  readonly legend: Legend;
  /** A level without a curve: the linear model's. */
  readonly reference: { readonly y: number; readonly words: string } | null;
}

/** What all have in common stands on top, how many have no name at the bottom. */
export function EndLabels({ curves, legend, reference }: EndLabelsProps) {
  const width = useChartWidth() ?? 0;
  const area = usePlotArea();
  const scale = useYAxisScale();
  const lifted = useLifted();
  if (!area || !scale || width === 0) return null;
  const { names, shared, leftOut } = legend;
  const line = LINE_HEIGHT * typeScale();
  const top = area.y + (shared === "" ? 0 : line);
  const bottom = area.y + area.height - (leftOut > 0 ? line : 0);
  const named = curves.filter(({ run }) => names.has(run.id));
  const levels = [...named.map(({ points }) => points.at(-1)?.y ?? 0), ...(reference ? [reference.y] : [])];
  const places = dodge(
    levels.map((level) => Math.min(bottom, Math.max(top, scale(level) ?? bottom))),
    line,
    top,
    bottom,
  );
  const x = area.x + area.width + 12;
  const isAnyLifted = curves.some((curve) => isLifted(curve, lifted));
  const stateOf = (curve: Curve) => (isAnyLifted ? (isLifted(curve, lifted) ? "lifted" : "faded") : "usual");
  return (
    <g className="chart-names">
      {shared !== "" && (
        <text className="chart-soft" x={x + 10} y={area.y} dy="0.34em">
          all: {shared}
        </text>
      )}
      {named.map((curve, index) => (
        <g
          key={curve.run.id}
          className={`chart-run-${stateOf(curve)}`}
          transform={`translate(${x} ${places[index] ?? 0})`}
          {...lifts(curve.run.id)}
        >
          <path d={markerPath(curve.run.mark.marker, 3.6)} fill={curve.run.mark.colour} />
          <text x={10} dy="0.34em">
            {names.get(curve.run.id)}
          </text>
        </g>
      ))}
      {reference && (
        <text className="chart-soft" x={x + 10} y={places.at(-1) ?? 0} dy="0.34em">
          {reference.words}
        </text>
      )}
      {leftOut > 0 && (
        <text className="chart-soft" x={x + 10} y={area.y + area.height} dy="0.34em">
          and {leftOut} more
        </text>
      )}
    </g>
  );
}
