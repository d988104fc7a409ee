// The module drawn live: which channel sees which, at every point of the spectrum, in both orders.
// Point at an output channel, or move along them with the arrow keys, to see its inputs.
import { memo, useMemo, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from "react";
import type { Activation } from "../../activations/list.ts";
import type { ModulePlan } from "../../networks/plan.ts";
import { useWidth } from "../useWidth.ts";
import { Between, ChannelRow, PointwiseBand, SpatialBand } from "./ModuleParts.tsx";
import { ResidualRail } from "./ResidualRail.tsx";
import { cellAt, moduleLayout } from "./moduleLayout.ts";
import { caption, outsideWords, traceWords } from "./moduleWords.ts";
import { heights, rowsOf } from "./moduleRows.ts";
import "./ModuleFigure.css";

const RAIL_WIDTH = 30;
const FEWEST_PIXELS = 200;
/** Below this width, the words under the drawing take two lines. */
const NARROW_PIXELS = 430;

export interface ModuleFigureProps {
  readonly plan: ModulePlan;
  /** The activations that are compared, each between the two convolutions. */
  readonly activations: readonly Activation[];
  /** A CSS colour: the point's place on the spectrum. */
  readonly color: string;
}

export const ModuleFigure = memo(function ModuleFigure({ plan, activations, color }: ModuleFigureProps) {
  const [ref, given] = useWidth<HTMLDivElement>(720);
  const [traced, setTraced] = useState<number | null>(null);
  const { width, module, residual } = plan;
  const available = Math.max(FEWEST_PIXELS, given);
  const drawn = available - (residual ? RAIL_WIDTH : 0);
  const cut = useMemo(() => moduleLayout(drawn, width, module.segments), [drawn, width, module.segments]);
  // On the other side of the 1×1, channels are not cut into segments.
  const whole = useMemo(() => moduleLayout(drawn, width, 1), [drawn, width]);
  const channel = traced === null ? null : Math.min(traced, width - 1);
  const rows = rowsOf(module.order);
  const narrow = drawn < NARROW_PIXELS;
  const height = heights.all + (narrow ? 18 : 0);
  const words = caption(plan, activations);
  const outside = outsideWords(plan);
  const pointwiseFirst = module.order === "pointwise-first";
  const segment = channel === null ? null : Math.floor(channel / (width / module.segments));
  // In the reversed order the 1×1 comes last, and through it an output sees every segment.
  const tracedSegment = pointwiseFirst ? segment : null;

  const point = (event: PointerEvent<SVGElement>) => {
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    if (box) setTraced(cellAt(pointwiseFirst ? cut : whole, event.clientX - box.left)?.channel ?? null);
  };
  const bands = {
    pointwise: (
      <PointwiseBand
        key="pointwise"
        whole={whole}
        cut={cut}
        top={rows.pointwise}
        channels={width}
        pixels={drawn}
        traced={channel}
        tracedSegment={tracedSegment}
        last={!pointwiseFirst}
      />
    ),
    spatial: (
      <SpatialBand
        key="spatial"
        layout={cut}
        top={rows.spatial}
        module={module}
        channels={width}
        traced={pointwiseFirst ? channel : null}
      />
    ),
  };

  return (
    <figure className="module" style={{ "--segment": color } as CSSProperties}>
      <div ref={ref} className="module-drawing">
        <svg
          width={available}
          height={height}
          viewBox={`0 0 ${available} ${height}`}
          role="group"
          aria-label={`Drawing of the module: ${words.head}`}
        >
          <text x={0} y={13} className="module-label">
            {outside.before}
            {width} channels in
          </text>
          <ChannelRow
            layout={pointwiseFirst ? whole : cut}
            y={rows.in}
            mixed={pointwiseFirst}
            lit={channel === null ? "none" : "all"}
          />
          {bands.pointwise}
          {bands.spatial}
          <ChannelRow
            layout={cut}
            y={rows.middle}
            mixed={false}
            lit={channel === null ? "none" : pointwiseFirst ? { segment: segment ?? 0 } : "all"}
          />
          <Between
            top={rows.between}
            pixels={drawn}
            batchNorm={module.intermediateBatchNorm}
            activations={activations}
          />
          <ChannelRow
            layout={pointwiseFirst ? cut : whole}
            y={rows.out}
            mixed={!pointwiseFirst}
            lit={channel === null ? "none" : { channel }}
          />
          {residual && (
            <ResidualRail x={drawn + 4} top={rows.in + heights.row / 2} bottom={rows.out + heights.row + 14} />
          )}
          <text x={0} y={rows.out + heights.row + 18} className="module-label">
            {width} channels out{narrow ? "" : ", "}
            <tspan className="module-label-strong" {...(narrow && { x: 0, dy: 18 })}>
              {outside.after}
            </tspan>
          </text>
          <g
            className="module-outputs"
            role="slider"
            tabIndex={0}
            aria-label="Output channel to trace"
            aria-valuemin={1}
            aria-valuemax={width}
            aria-valuenow={(channel ?? 0) + 1}
            aria-valuetext={traceWords(plan, channel ?? 0)}
            onKeyDown={(event) => moveTrace(event, channel, width, setTraced)}
            onFocus={(event) => event.currentTarget.matches(":focus-visible") && setTraced((before) => before ?? 0)}
            onBlur={() => setTraced(null)}
          >
            <rect
              x={-3}
              y={rows.out - 8}
              width={drawn + 6}
              height={heights.row + 16}
              rx={4}
              onPointerMove={point}
              onPointerDown={point}
              onPointerLeave={(event) => event.pointerType === "mouse" && setTraced(null)}
            />
          </g>
        </svg>
      </div>
      <figcaption>
        <strong>{words.head}.</strong> {words.body} <span className="soft">{words.paper}</span>
        <span className="module-trace">
          {channel === null ? "Point at an output channel to see what it sees." : traceWords(plan, channel)}
        </span>
      </figcaption>
    </figure>
  );
});

function moveTrace(
  event: KeyboardEvent,
  channel: number | null,
  width: number,
  move: (channel: number | null) => void,
): void {
  const now = channel ?? 0;
  const to: Readonly<Record<string, number>> = {
    ArrowRight: now + 1,
    ArrowUp: now + 1,
    ArrowLeft: now - 1,
    ArrowDown: now - 1,
    Home: 0,
    End: width - 1,
  };
  const next = to[event.key];
  if (event.key === "Escape") move(null);
  if (next === undefined) return;
  event.preventDefault();
  move(Math.max(0, Math.min(width - 1, next)));
}
