// The point on the spectrum: the slider, the resulting module and its cost.
import { segmentColor } from "../../charts/scale.ts";
import type { CSSProperties } from "react";
import { Fold } from "../controls/Fold.tsx";
import { useLab, useLabState } from "../labContext.tsx";
import { ModuleSettings } from "../settings/ModuleSettings.tsx";
import { SegmentsSlider } from "../spectrum/SegmentsSlider.tsx";
import { ModuleCost } from "./ModuleCost.tsx";
import { ModuleFigure } from "./ModuleFigure.tsx";
import { NetworkTable } from "./NetworkTable.tsx";
import "./ModulePanel.css";

export function ModulePanel() {
  const lab = useLab();
  const { recipe, activations } = useLabState(({ experiment }) => ({
    recipe: experiment.recipe,
    activations: experiment.intermediateActivations,
  }));
  const { network } = recipe;
  const color = segmentColor(network.module.segments, network.width);
  return (
    <section className="section" aria-labelledby="module-title">
      <div className="section-head">
        <h2 id="module-title">The module</h2>
        <p>How many segments does the spatial convolution see?</p>
      </div>
      <SegmentsSlider
        width={network.width}
        segments={network.module.segments}
        onChange={(segments) => lab.change({ network: { module: { segments } } })}
      />
      <div className="module-and-cost" style={{ "--segment": color } as CSSProperties}>
        <ModuleFigure network={network} activations={activations} color={color} />
        <ModuleCost recipe={recipe} />
      </div>
      <ModuleSettings />
      <Fold title="The network, node by node">
        <NetworkTable recipe={recipe} />
      </Fold>
    </section>
  );
}
