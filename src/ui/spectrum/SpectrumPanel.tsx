// The point on the spectrum: the wide slider, and the choice of another family of networks.
import { FAMILIES, familyOf, type FamilyId } from "../../networks/families.ts";
import { RECIPE } from "../../recipe/settings.ts";
import { Choice, type Option } from "../controls/Choice.tsx";
import { useLab, useLabState } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import { SegmentsSlider } from "./SegmentsSlider.tsx";
import "./SpectrumPanel.css";

const FAMILY_OPTIONS = Object.entries(FAMILIES).map(([id, { label }]) => ({ value: id, label }) as Option<FamilyId>);

export function SpectrumPanel() {
  const lab = useLab();
  const network = useLabState(({ experiment }) => experiment.recipe.network);
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
          <Choice
            label={RECIPE.fields.network.label}
            options={FAMILY_OPTIONS}
            value={network.family}
            onChange={(family) => lab.change({ network: { family } })}
          />
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
