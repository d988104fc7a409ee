// The module drawn live: which channel sees which, at every point of the spectrum, in both orders.
// Point at an output channel, or move along them with the arrow keys, to see its inputs.
import { memo, useState, type CSSProperties } from "react";
import type { Activation } from "../../activations/list.ts";
import { typeScale } from "../../charts/typeScale.ts";
import { useSize } from "../../charts/useSize.ts";
import type { ModulePlan } from "../../networks/plan.ts";
import { ModuleDrawing } from "./ModuleDrawing.tsx";
import { caption, traceWords } from "./moduleWords.ts";
import { heights } from "./moduleRows.ts";
import "./ModuleFigure.css";

const FEWEST_PIXELS = 200;

export interface ModuleFigureProps {
  readonly plan: ModulePlan;
  /** The activations that are compared, each between the two convolutions. */
  readonly activations: readonly Activation[];
  /** A CSS colour: the point's place on the spectrum. */
  readonly color: string;
}

export const ModuleFigure = memo(function ModuleFigure({ plan, activations, color }: ModuleFigureProps) {
  const [ref, { width }] = useSize<HTMLDivElement>();
  const [traced, setTraced] = useState<number | null>(null);
  const scale = width > 0 ? typeScale() : 1;
  const channel = traced === null ? null : Math.min(traced, plan.width - 1);
  const words = caption(plan, activations);
  return (
    <figure className="module" style={{ "--segment": color } as CSSProperties}>
      <div ref={ref} className="module-drawing" style={{ minHeight: heights.all * scale }}>
        {width > 0 && (
          <ModuleDrawing
            plan={plan}
            activations={activations}
            name={`Drawing of the module: ${words.head}`}
            available={Math.max(FEWEST_PIXELS, Math.floor(width / scale))}
            scale={scale}
            channel={channel}
            onTrace={setTraced}
          />
        )}
      </div>
      <figcaption>
        <strong>{words.head}.</strong> {words.body} <span className="soft">{words.paper}</span>
        <span className="module-trace">
          {channel === null
            ? "Point at an output channel, or touch it, to see what it sees."
            : traceWords(plan, channel)}
        </span>
      </figcaption>
    </figure>
  );
});
