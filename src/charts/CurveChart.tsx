// A picture of curves over training, quiet as a figure on paper. Knows what a curve
// is, not what it measures; recharts draws.
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis, type DotItemDotProps } from "recharts";
import { X_WORDS, type Axis } from "./axes.ts";
import { CurveTooltip } from "./CurveTooltip.tsx";
import { EndLabels } from "./EndLabels.tsx";
import { LINE_STYLES, markerPath, segmentColor } from "./scale.ts";
import type { Curve, Measure, XAxisName } from "./series.ts";
import { tickWords } from "./axes.ts";
import "./charts.css";

interface CurveChartProps {
  readonly measure: Measure;
  readonly xName: XAxisName;
  readonly x: Axis;
  readonly y: Axis;
  /** Drawn with markers and named at their ends. */
  readonly main: readonly Curve[];
  /** Thin lines behind. */
  readonly behind: readonly Curve[];
  readonly reference: { readonly y: number; readonly words: string } | null;
  /** What the picture shows, for those who do not see it. */
  readonly summary: string;
}

/** Below this width the names would leave no room for the curves: they are listed beneath. */
const NARROW_PX = 460;
const CHARACTER_PX = 6.9;

export function CurveChart({ measure, xName, x, y, main, behind, reference, summary }: CurveChartProps) {
  const [frame, width] = useWidth();
  const narrow = width < NARROW_PX;
  const longest = Math.max(reference?.words.length ?? 0, ...main.map(({ run }) => run.name.length), 4);
  const right = narrow ? 12 : Math.min(0.42 * width, 26 + longest * CHARACTER_PX);
  const height = Math.round(Math.min(340, Math.max(220, width * 0.5)));
  const curves = useMemo(() => [...behind, ...main], [behind, main]);
  return (
    <div className="chart" ref={frame}>
      <div role="img" aria-label={summary}>
        {width > 0 && (
          <LineChart width={width} height={height} margin={{ top: 10, right, bottom: 18, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--hair)" />
            <XAxis type="number" dataKey="x" domain={[...x.domain]} ticks={[...x.ticks]} axisLine={false} tickLine={false} tickMargin={8} allowDataOverflow
              interval="preserveStartEnd" label={{ value: X_WORDS[xName], position: "insideBottomRight", offset: -14 }} />
            <YAxis type="number" dataKey="y" domain={[...y.domain]} ticks={[...y.ticks]} axisLine={false} tickLine={false} width={48} allowDataOverflow interval={0}
              tickFormatter={(value: number) => tickWords(measure, value)} />
            {reference && <ReferenceLine y={reference.y} stroke="var(--line)" strokeDasharray="2 4" />}
            {behind.map(({ run, points }) => (
              <Line key={run.id} data={points} dataKey="y" stroke={segmentColor(run.segments, run.width)} strokeOpacity={0.45} strokeWidth={1}
                dot={false} activeDot={false} isAnimationActive={false} type="linear" />
            ))}
            {main.map(({ run, points }) => <Line key={run.id} data={points} dataKey="y" {...lineOf({ run, points })} isAnimationActive={false} type="linear" />)}
            <Tooltip isAnimationActive={false} cursor={{ stroke: "var(--line)", strokeWidth: 1 }}
              content={({ active, label }) => (active && typeof label === "number" ? <CurveTooltip at={label} xName={xName} measure={measure} curves={curves} main={main} /> : null)} />
            {!narrow && <EndLabels curves={main} reference={reference} />}
          </LineChart>
        )}
      </div>
      {narrow && (
        <ul className="chart-list">
          {main.map(({ run }) => (
            <li key={run.id}>
              <svg width={12} height={12} viewBox="-6 -6 12 12" aria-hidden>
                <path d={markerPath(LINE_STYLES[run.intermediateActivation].marker, 3.6)} fill={segmentColor(run.segments, run.width)} />
              </svg>
              {run.name}
            </li>
          ))}
          {reference && <li className="chart-soft">dotted: {reference.words}</li>}
        </ul>
      )}
    </div>
  );
}

/** Colour, dash and markers of a run's curve; markers only where they do not touch. */
function lineOf({ run, points }: Curve) {
  const color = segmentColor(run.segments, run.width);
  const { dash, marker } = LINE_STYLES[run.intermediateActivation];
  const every = Math.ceil(points.length / 24);
  const shape = markerPath(marker, 3.6);
  const mark = ({ cx, cy, index }: DotItemDotProps) => {
    const shown = cx != null && cy != null && (index % every === 0 || index === points.length - 1);
    return <path key={index} d={shown ? shape : ""} transform={shown ? `translate(${cx} ${cy})` : ""} fill={color} />;
  };
  return { stroke: color, strokeWidth: 2.2, strokeDasharray: dash, dot: mark, activeDot: { r: 4.5, fill: color, stroke: "var(--paper)" } };
}

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => setWidth(Math.floor(element.getBoundingClientRect().width));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}
