// The drawing of the module, laid out for a width in pixels.
import { memo, useMemo, type KeyboardEvent, type PointerEvent } from "react";
import type { Activation } from "../../activations/list.ts";
import type { ModulePlan } from "../../networks/plan.ts";
import { Between, ChannelRow, PointwiseBand, SpatialBand } from "./ModuleParts.tsx";
import { ResidualRail } from "./ResidualRail.tsx";
import { cellAt, moduleLayout } from "./moduleLayout.ts";
import { outsideWords, traceWords } from "./moduleWords.ts";
import { heights, rowsOf } from "./moduleRows.ts";

const RAIL_WIDTH = 30;
/** Below this width, the words under the drawing take two lines. */
const NARROW_PIXELS = 430;

interface ModuleDrawingProps {
  readonly plan: ModulePlan;
  readonly activations: readonly Activation[];
  /** Names the drawing for screen readers. */
  readonly name: string;
  /** In the drawing's own units, each as large as `scale` pixels. */
  readonly available: number;
  readonly scale: number;
  /** The output channel whose inputs are lit, from 0; null for none. */
  readonly channel: number | null;
  readonly onTrace: (channel: number | null) => void;
}

export const ModuleDrawing = memo(function ModuleDrawing({
  plan,
  activations,
  name,
  available,
  scale,
  channel,
  onTrace,
}: ModuleDrawingProps) {
  const { width, module, residual } = plan;
  const drawn = available - (residual ? RAIL_WIDTH : 0);
  const cut = useMemo(() => moduleLayout(drawn, width, module.segments), [drawn, width, module.segments]);
  // On the other side of the 1×1, channels are not cut into segments.
  const whole = useMemo(() => moduleLayout(drawn, width, 1), [drawn, width]);
  const rows = rowsOf(module.order);
  const narrow = drawn < NARROW_PIXELS;
  const height = heights.all + (narrow ? 18 : 0);
  const outside = outsideWords(plan);
  const pointwiseFirst = module.order === "pointwise-first";
  const segment = channel === null ? null : Math.floor(channel / (width / module.segments));
  // In the reversed order the 1×1 comes last, and through it an output sees every segment.
  const tracedSegment = pointwiseFirst ? segment : null;

  const point = (event: PointerEvent<SVGElement>) => {
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    if (box) onTrace(cellAt(pointwiseFirst ? cut : whole, (event.clientX - box.left) / scale)?.channel ?? null);
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
    <svg
      width={available * scale}
      height={height * scale}
      viewBox={`0 0 ${available} ${height}`}
      role="group"
      aria-label={name}
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
      <Between top={rows.between} pixels={drawn} batchNorm={module.intermediateBatchNorm} activations={activations} />
      <ChannelRow
        layout={pointwiseFirst ? cut : whole}
        y={rows.out}
        mixed={!pointwiseFirst}
        lit={channel === null ? "none" : { channel }}
      />
      {residual && <ResidualRail x={drawn + 4} top={rows.in + heights.row / 2} bottom={rows.out + heights.row + 14} />}
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
        onKeyDown={(event) => moveTrace(event, channel, width, onTrace)}
        onFocus={(event) => event.currentTarget.matches(":focus-visible") && onTrace(channel ?? 0)}
        onBlur={() => onTrace(null)}
      >
        <rect
          x={-3}
          y={rows.out - 8}
          width={drawn + 6}
          height={heights.row + 16}
          rx={4}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={(event) => event.pointerType === "mouse" && onTrace(null)}
        />
      </g>
    </svg>
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
