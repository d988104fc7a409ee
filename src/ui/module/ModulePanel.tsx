// The network: a point on the spectrum with its slider, or another family; its picture; what it costs.
import type { CSSProperties } from "react";
import { FAMILIES, familyOf } from "../../networks/families.ts";
import { Fold } from "../controls/Fold.tsx";
import { useLab, useLabState } from "../labContext.tsx";
import { colourOf } from "../marks.ts";
import { NetworkSettings } from "../settings/NetworkSettings.tsx";
import { RecipeControls } from "../settings/RecipeControls.tsx";
import { familyLeaf } from "../settings/recipeLeaves.ts";
import { SegmentsSlider } from "../spectrum/SegmentsSlider.tsx";
import { ModuleCost } from "./ModuleCost.tsx";
import { NetworkTable } from "./NetworkTable.tsx";
import { PlanFigure } from "./PlanFigure.tsx";
import "./ModulePanel.css";

export function ModulePanel() {
  const lab = useLab();
  const recipe = useLabState(({ experiment }) => experiment.recipe);
  const { network } = recipe;
  const { slider, point } = familyOf(network);
  const here = point(network);
  return (
    <section className="section" aria-labelledby="module-title">
      <div className="section-head">
        <h2 id="module-title">{slider ? "The module" : "The network"}</h2>
        <p>{slider ? "How many segments does the spatial convolution see?" : FAMILIES[network.family].help}</p>
        <div className="module-family no-print">
          <RecipeControls leaves={familyLeaf(recipe)} />
        </div>
      </div>
      {slider && here && (
        <SegmentsSlider
          width={here.width}
          segments={here.segments}
          onChange={(segments) => lab.change({ network: slider.at(network, segments) })}
        />
      )}
      <div className="module-and-cost" style={{ "--segment": colourOf(network) } as CSSProperties}>
        <PlanFigure recipe={recipe} />
        <ModuleCost recipe={recipe} />
      </div>
      <NetworkSettings />
      <Fold title="The network, node by node">
        <NetworkTable recipe={recipe} />
      </Fold>
    </section>
  );
}
