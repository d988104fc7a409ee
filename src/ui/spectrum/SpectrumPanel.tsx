// The point on the spectrum: the wide slider, and the choice of another family of networks.
import { FAMILIES, familyOf } from "../../networks/families.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { RecipeControls } from "../settings/RecipeControls.tsx";
import { familyLeaf } from "../settings/recipeLeaves.ts";
import { Term } from "../terms/Term.tsx";
import { SegmentsSlider } from "./SegmentsSlider.tsx";
import "./SpectrumPanel.css";

export function SpectrumPanel() {
  const lab = useLab();
  const recipe = useLabState(({ experiment }) => experiment.recipe);
  const { network } = recipe;
  const { slider, point } = familyOf(network);
  const here = point(network);
  return (
    <section className="section" aria-labelledby="spectrum-title">
      <div className="section-head">
        <h2 id="spectrum-title">{slider ? "The spectrum" : FAMILIES[network.family].label}</h2>
        <p>
          {slider ? (
            <>
              Into how many <Term id="segment">segments</Term> are the channels cut, each with a spatial convolution of
              its own?
            </>
          ) : (
            FAMILIES[network.family].help
          )}
        </p>
        <div className="spectrum-family no-print">
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
    </section>
  );
}
