// The values under a point, by keyboard: the chart takes the focus, Left and Right move a cursor from point to point along
// the x-axis, Up and Down lift one curve after another, and the values are shown and said. Escape puts it away. A
// sibling of the chart, because to draw that anew with every key would be slow.
import { useState, type KeyboardEvent } from "react";
import { axisWords } from "./axes.ts";
import { CurveTooltip } from "./CurveTooltip.tsx";
import { lift, useLifted } from "./lifted.ts";
import { liftedFirst, valuesAt, valuesInWords } from "./values.ts";
import { placesOf, type AxisName, type Curve, type Measure } from "./series.ts";

interface KeyboardCursorProps {
  readonly measure: Measure;
  readonly xName: AxisName;
  readonly main: readonly Curve[];
  /** From a value of the x-axis to pixels from the left. */
  readonly pixelsOf: (x: number) => number;
  /** The chart's width, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** Points passed by Page Up and Page Down. */
const PAGE = 10;

export function KeyboardCursor({ measure, xName, main, pixelsOf, width, height }: KeyboardCursorProps) {
  const [index, setIndex] = useState<number | null>(null);
  const lifted = useLifted();
  const places = placesOf(main);
  const last = places.length - 1;
  if (last < 0) return null;
  const shown = index === null ? null : Math.min(index, last);
  const at = places[shown ?? last]?.x ?? 0;
  const values = liftedFirst(valuesAt(at, main, measure), lifted);
  // The curve that is looked at speaks alone.
  const said = values.some(({ run }) => run.id === lifted) ? values.slice(0, 1) : values;
  const move = (event: KeyboardEvent) => {
    const towards = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (towards !== undefined) {
      event.preventDefault();
      if (shown === null) setIndex(last);
      return lift(nextRun(main, lifted, towards));
    }
    const next = nextIndex(event.key, shown, last);
    if (next === undefined) return;
    event.preventDefault();
    setIndex(next);
  };
  const left = pixelsOf(at);
  return (
    <div
      className="chart-cursor no-print"
      role="slider"
      tabIndex={0}
      aria-label={`Values of the ${measure} curves, by ${axisWords(xName)}`}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={shown ?? last}
      aria-valuetext={valuesInWords(at, xName, measure, said)}
      onKeyDown={move}
      onFocus={() => setIndex(last)}
      onBlur={() => {
        setIndex(null);
        lift(null);
      }}
    >
      {shown !== null && (
        <>
          <i style={{ left }} />
          <div style={left < width / 2 ? { left: left + 10 } : { right: width - left + 10 }}>
            <CurveTooltip
              at={at}
              xName={xName}
              measure={measure}
              values={values}
              height={height}
              hint={main.length > 1 ? "← → along the curves, ↑ ↓ from one to another" : "← → along the curve"}
            />
          </div>
        </>
      )}
    </div>
  );
}

/** From the best at their ends downwards; null after the last, so that all are in full again. */
function nextRun(curves: readonly Curve[], lifted: string | null, towards: number): string | null {
  const ids = curves.toSorted((a, b) => (b.points.at(-1)?.y ?? 0) - (a.points.at(-1)?.y ?? 0)).map(({ run }) => run.id);
  const at = lifted === null ? (towards > 0 ? -1 : ids.length) : ids.indexOf(lifted);
  return ids[at + towards] ?? null;
}

/** Where a key moves the cursor; null puts it away, undefined is a key that means nothing here. */
function nextIndex(key: string, from: number | null, last: number): number | null | undefined {
  const within = (index: number) => Math.min(last, Math.max(0, index));
  switch (key) {
    case "ArrowLeft":
      return from === null ? last : within(from - 1);
    case "ArrowRight":
      return from === null ? 0 : within(from + 1);
    case "PageDown":
      return within((from ?? last) - PAGE);
    case "PageUp":
      return within((from ?? 0) + PAGE);
    case "Home":
      return 0;
    case "End":
      return last;
    case "Escape":
      return null;
    default:
      return undefined;
  }
}
