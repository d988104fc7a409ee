// Curves over training, whatever they measure, drawn by recharts in the plain style of a printed figure.
// Drawn again only when a curve, an axis or a name has changed, because it is the most expensive part of
// the page.
import { memo, startTransition, useEffect, useState } from "react";
import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { tickLabels, tickWords, type Axis } from "./axes.ts";
import { CurveTooltip } from "./CurveTooltip.tsx";
import { CurveList } from "./CurveList.tsx";
import { EndLabels, LINE_HEIGHT, NAME_CHARACTER_PX, NAME_LEFT_PX } from "./EndLabels.tsx";
import { legendOf } from "./legend.ts";
import { KeyboardCursor } from "./KeyboardCursor.tsx";
import { MeanBands } from "./MeanBands.tsx";
import { RunCurves } from "./RunCurves.tsx";
import { placesOf, type AxisName, type Curve, type Measure } from "./series.ts";
import { TrainingLines } from "./TrainingLines.tsx";
import { typeScale } from "./typeScale.ts";
import { useSize } from "./useSize.ts";
import { valuesAt } from "./values.ts";
import "./charts.css";

interface CurveChartProps {
  readonly measure: Measure;
  readonly xName: AxisName;
  readonly x: Axis;
  readonly y: Axis;
  /** Drawn with markers and named at their ends. */
  readonly main: readonly Curve[];
  /** Drawn as thin lines behind. */
  readonly behind: readonly Curve[];
  readonly reference: { readonly y: number; readonly words: string } | null;
  /** Describes the chart for screen readers. */
  readonly summary: string;
}

/** Below this width the names would leave no room for the curves, so they are listed below the chart. */
const NARROW_PX = 460;
const CHARACTER_PX = 7.6;
/** Both in type of the usual size. */
const Y_AXIS_PX = 48;
/** Above and below the plot, with the numbers of the x-axis. */
const PLOT_EDGES_PX = 44;
/** A colour of the library's own would be written into each number. */
const TICK = { fill: "var(--soft)" };
/** Left free at both ends of the x-axis. */
const X_PADDING_PX = 6;

export const CurveChart = memo(function CurveChart({
  measure,
  xName,
  x,
  y,
  main,
  behind,
  reference,
  summary,
}: CurveChartProps) {
  const [frame, { width, height }] = useSize<HTMLDivElement>();
  const areAxesDrawn = useNext(width > 0);
  const longest = Math.max(reference?.words.length ?? 0, ...main.map(({ run }) => run.mark.label.length), 4);
  const scale = width > 0 ? typeScale() : 1;
  const characterPx = CHARACTER_PX * scale;
  const beside = Math.min(0.42 * width, NAME_LEFT_PX + 2 + longest * characterPx);
  const characters = Math.floor((beside - NAME_LEFT_PX) / (NAME_CHARACTER_PX * scale));
  const lines = Math.floor((height - PLOT_EDGES_PX) / (LINE_HEIGHT * scale)) - (reference ? 1 : 0);
  const yAxisPx = Y_AXIS_PX * scale;
  const legend = width < NARROW_PX ? null : legendOf(main, lines, characters);
  const right = legend ? beside : 34;
  const pixelsOf = (value: number): number =>
    yAxisPx +
    X_PADDING_PX +
    ((value - x.domain[0]) / Math.max(1e-9, x.domain[1] - x.domain[0])) * (width - right - yAxisPx - 2 * X_PADDING_PX);
  useEffect(() => {
    // React listens for the focus on the layers that recharts draws into, which makes them stops of the Tab key in Chromium.
    for (const layer of frame.current?.querySelectorAll("[class*=recharts-zIndex-layer]") ?? [])
      layer.setAttribute("tabindex", "-1");
  });
  const labels = tickLabels(x.ticks, xName, pixelsOf, characterPx);
  return (
    <div className="chart">
      <div className="chart-picture" ref={frame}>
        <div role="img" aria-label={summary}>
          {width > 0 && (
            <LineChart
              width={width}
              height={height}
              margin={{ top: 10, right, bottom: 4, left: 0 }}
              accessibilityLayer={false}
            >
              <CartesianGrid vertical={false} stroke="var(--hair)" />
              <XAxis
                type="number"
                dataKey="x"
                domain={[...x.domain]}
                ticks={[...x.ticks]}
                axisLine={false}
                tickLine={false}
                tick={TICK}
                tickMargin={8}
                allowDataOverflow
                interval={0}
                padding={{ left: X_PADDING_PX, right: X_PADDING_PX }}
                tickFormatter={(value: number) => labels[x.ticks.indexOf(value)] ?? ""}
              />
              <YAxis
                type="number"
                dataKey="y"
                domain={[...y.domain]}
                ticks={[...y.ticks]}
                axisLine={false}
                tickLine={false}
                tick={TICK}
                width={yAxisPx}
                allowDataOverflow
                interval={0}
                tickFormatter={(value: number) => tickWords(measure, value)}
              />
              {reference && <ReferenceLine y={reference.y} stroke="var(--line)" strokeDasharray="2 4" />}
              {areAxesDrawn && (
                <>
                  <MeanBands curves={main} />
                  <TrainingLines curves={behind} />
                  <RunCurves curves={main} />
                  {/* Not seen: tells the pointer which places of the x-axis there are. */}
                  <Line
                    data={placesOf(main)}
                    dataKey="y"
                    stroke="none"
                    dot={false}
                    activeDot={false}
                    isAnimationActive={false}
                  />
                  <Tooltip
                    isAnimationActive={false}
                    cursor={{ stroke: "var(--line)", strokeWidth: 1 }}
                    content={({ active, label }) =>
                      active && typeof label === "number" ? (
                        <CurveTooltip
                          at={label}
                          xName={xName}
                          measure={measure}
                          values={valuesAt(label, main, measure)}
                          height={height}
                        />
                      ) : null
                    }
                  />
                  {legend && <EndLabels curves={main} legend={legend} reference={reference} />}
                </>
              )}
            </LineChart>
          )}
        </div>
        <KeyboardCursor measure={measure} xName={xName} main={main} pixelsOf={pixelsOf} width={width} height={height} />
      </div>
      {width > 0 && !legend && <CurveList curves={main} reference={reference} />}
    </div>
  );
}, isSamePicture);

function isSamePicture(before: CurveChartProps, after: CurveChartProps): boolean {
  return (
    before.xName === after.xName &&
    before.summary === after.summary &&
    before.reference?.y === after.reference?.y &&
    isSameAxis(before.x, after.x) &&
    isSameAxis(before.y, after.y) &&
    areSameCurves(before.main, after.main) &&
    areSameCurves(before.behind, after.behind)
  );
}

function isSameAxis(before: Axis, after: Axis): boolean {
  return String(before.domain) === String(after.domain) && String(before.ticks) === String(after.ticks);
}

function areSameCurves(before: readonly Curve[], after: readonly Curve[]): boolean {
  return (
    before.length === after.length &&
    before.every(
      ({ run, points }, index) =>
        points === after[index]?.points &&
        run.mark.label === after[index]?.run.mark.label &&
        run.id === after[index]?.run.id,
    )
  );
}

/** True after `isTrue` was, and what hung on that was drawn. */
function useNext(isTrue: boolean): boolean {
  const [isNext, setNext] = useState(false);
  useEffect(() => {
    if (isTrue) startTransition(() => setNext(true));
  }, [isTrue]);
  return isNext;
}
