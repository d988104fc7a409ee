// Where points lie in a recharts chart, for what is drawn into it.
import { useId, useMemo, type ReactNode, type SVGAttributes } from "react";
import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import type { Point } from "./series.ts";

/** From values to pixels. */
export interface Place {
  x(value: number): number;
  y(value: number): number;
  /** SVG's path through the points. */
  path(points: readonly Point[]): string;
}

/** Null until the chart knows its scales; the same for as long as these are. */
export function usePlace(): Place | null {
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  return useMemo(() => {
    if (!xScale || !yScale) return null;
    const x = (value: number) => xScale(value) ?? 0;
    const y = (value: number) => yScale(value) ?? 0;
    const corner = (point: Point) => `${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`;
    return { x, y, path: (points) => (points.length === 0 ? "" : `M${points.map(corner).join("L")}`) };
  }, [xScale, yScale]);
}

interface PlotClipProps extends SVGAttributes<SVGGElement> {
  /** How far beyond the axes is still drawn, in pixels: half a marker, so that none is cut. */
  readonly beyond?: number;
  readonly children: ReactNode;
}

/** What lies outside the axes is cut off. */
export function PlotClip({ beyond = 0, children, ...style }: PlotClipProps) {
  const id = useId();
  const area = usePlotArea();
  if (!area) return null;
  return (
    <g {...style} clipPath={`url(#${id})`}>
      <clipPath id={id}>
        <rect
          x={area.x - beyond}
          y={area.y - beyond}
          width={area.width + 2 * beyond}
          height={area.height + 2 * beyond}
        />
      </clipPath>
      {children}
    </g>
  );
}
