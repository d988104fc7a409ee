// The rows of a module's drawing: channels, the pointwise mixing, what is between the convolutions, the
// spatial convolutions. Each is given its position.
import { describeActivation } from "../../activations/list.ts";
import { kernelWords } from "../words.ts";
import type { Activation } from "../../activations/list.ts";
import type { ModulePlan } from "../../networks/plan.ts";
import { KernelMark } from "./KernelMark.tsx";
import { meshPath, type ModuleLayout } from "./moduleLayout.ts";
import { heights } from "./moduleRows.ts";

type Lit = "none" | "all" | { readonly segment: number } | { readonly channel: number };

/** One cell per channel; grey where channels belong to no segment, coloured where they do. */
export function ChannelRow({ layout, y, mixed, lit }: { layout: ModuleLayout; y: number; mixed: boolean; lit: Lit }) {
  const isLit = (segment: number, channel: number) =>
    lit === "all" ||
    (typeof lit === "object" && ("segment" in lit ? lit.segment === segment : lit.channel === channel));
  const state = lit === "none" ? "" : " module-tracing";
  const cells = layout.segments.flatMap(({ segment, cells: own }) => own.map((cell) => ({ ...cell, segment })));
  return (
    <g className={`module-row ${mixed ? "module-mixed" : "module-cut"}${state}`} aria-hidden>
      {/* By channel, so that each moves to its new segment when the slider does. */}
      {cells.map(({ segment, channel, x, width }) => (
        <rect
          key={channel}
          x={x}
          y={y}
          width={width}
          height={heights.row}
          rx={Math.min(2, width / 3)}
          className={isLit(segment, channel) ? "lit" : undefined}
        />
      ))}
      {layout.segments.map(
        ({ segment, ellipsisX }) =>
          ellipsisX !== null && <Ellipsis key={`left-out-of-${segment}`} x={ellipsisX} y={y + heights.row / 2} />,
      )}
      {layout.ellipsisX !== null && <Ellipsis x={layout.ellipsisX} y={y + heights.row / 2} />}
    </g>
  );
}

interface PointwiseProps {
  /** The side that is not cut into segments, and the side that is. */
  readonly whole: ModuleLayout;
  readonly cut: ModuleLayout;
  readonly top: number;
  readonly channels: number;
  readonly pixels: number;
  readonly traced: number | null;
  /** The segment whose channels are traced upwards; null where the 1×1 comes last. */
  readonly tracedSegment: number | null;
  readonly last: boolean;
}

export function PointwiseBand({ whole, cut, top, channels, pixels, traced, tracedSegment, last }: PointwiseProps) {
  const wholeCells = whole.segments.flatMap(({ cells }) => cells);
  const cutCells = cut.segments.flatMap(({ cells }) => cells);
  const [from, to] = last ? [cutCells, wholeCells] : [wholeCells, cutCells];
  const bottom = top + heights.pointwise;
  const reached = last
    ? to.filter(({ channel }) => channel === traced)
    : (cut.segments.find(({ segment }) => segment === tracedSegment)?.cells ?? []);
  const label = pixels > 520 ? "1×1 convolution: every channel sees every channel" : `1×1: each sees all ${channels}`;
  return (
    <g aria-hidden>
      <path className="module-mesh module-mesh-mixed" d={meshPath(from, top, to, bottom, 17)} />
      {traced !== null && (
        <path className="module-mesh lit" d={meshPath(from, top, reached, bottom, reached.length > 1 ? 17 : 64)} />
      )}
      <Chip x={pixels / 2} y={top + heights.pointwise / 2} text={label} />
    </g>
  );
}

export function SpatialBand({
  layout,
  top,
  module,
  channels,
  traced,
}: {
  layout: ModuleLayout;
  top: number;
  module: ModulePlan["module"];
  channels: number;
  traced: number | null;
}) {
  const seen = channels / module.segments;
  const middle = top + heights.spatial / 2;
  const lit = traced === null ? null : Math.floor(traced / seen);
  return (
    <g aria-hidden>
      {layout.segments.map(({ segment, x, width, cells }) => (
        <g key={segment} className={`module-segment${lit === null ? "" : lit === segment ? " lit" : " dim"}`}>
          <rect className="module-ground" x={x} y={top} width={width} height={heights.spatial} />
          {/* Drawn anew where the segments change, and seen when the channels have come to their places. */}
          <path
            key={`mesh of ${module.segments}`}
            className="module-mesh module-new"
            d={meshPath(cells, top, cells, top + heights.spatial, fewerLines(width))}
          />
          {lit === segment && (
            <path
              className="module-mesh lit"
              d={meshPath(
                cells,
                top,
                cells.filter(({ channel }) => channel === traced),
                top + heights.spatial,
                96,
              )}
            />
          )}
          <g key={`kernel of ${module.segments}`} className="module-new">
            <KernelMark
              kernel={module.kernel}
              x={x + width / 2}
              y={middle}
              room={width}
              label={kernelLabel(module, seen, width)}
            />
          </g>
        </g>
      ))}
      {layout.ellipsisX !== null && <Ellipsis x={layout.ellipsisX} y={middle} />}
    </g>
  );
}

/** Narrow segments get fewer lines, because many would fill the area. */
function fewerLines(width: number): number {
  return Math.max(3, Math.min(13, Math.round(width / 13)));
}

/** The longest words that the segment has room for. */
function kernelLabel({ kernel, segments }: ModulePlan["module"], seen: number, width: number): string {
  const short = kernelWords(kernel);
  if (width > 330)
    return segments === 1
      ? `one ${short} convolution over all ${seen} channels`
      : `${short} convolution over ${seen} channels`;
  if (width > 130) return `${short} over ${seen}`;
  return width > 62 ? short : "";
}

export function Between({
  top,
  pixels,
  batchNorm,
  activations,
}: {
  top: number;
  pixels: number;
  batchNorm: boolean;
  activations: readonly Activation[];
}) {
  const each = activations
    .map((activation) => (activation === "none" ? "nothing" : describeActivation(activation).words))
    .join(" or ");
  const text = (what: string) =>
    batchNorm ? `between: batch norm${what === "nothing" ? "" : `, then ${what}`}` : `between: ${what}`;
  const fitting = chipWidth(text(each)) <= pixels ? each : `one of ${activations.length}`;
  return <Chip x={pixels / 2} y={top + heights.between / 2} text={text(fitting)} tone="between" />;
}

// SVG text cannot be measured before it is drawn, so the background is a generous guess.
const LETTER_WIDTH = 6.9;
const chipWidth = (text: string) => text.length * LETTER_WIDTH + 18;

function Chip({ x, y, text, tone = "plain" }: { x: number; y: number; text: string; tone?: "plain" | "between" }) {
  const width = chipWidth(text);
  return (
    <g className={`module-chip module-chip-${tone}`} aria-hidden>
      <rect x={x - width / 2} y={y - 11} width={width} height={22} rx={11} />
      <text x={x} y={y + 4.5} textAnchor="middle">
        {text}
      </text>
    </g>
  );
}

function Ellipsis({ x, y }: { x: number; y: number }) {
  return (
    <g className="module-ellipsis">
      {[-4.5, 0, 4.5].map((shift) => (
        <circle key={shift} cx={x + shift} cy={y} r={1.3} />
      ))}
    </g>
  );
}
