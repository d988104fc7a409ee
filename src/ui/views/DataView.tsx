// The data set: which one, its pictures, its own settings, where it comes from.
import { describeDataset } from "../../data/registry.ts";
import { Attribution } from "../experiment/Attribution.tsx";
import { ContactSheet } from "../experiment/ContactSheet.tsx";
import { useLabState } from "../labContext.tsx";
import { RecipeControls } from "../settings/RecipeControls.tsx";
import { datasetLeaf, datasetLeaves } from "../settings/recipeLeaves.ts";
import "./DataView.css";

export function DataView() {
  const recipe = useLabState(({ experiment }) => experiment.recipe);
  const description = describeDataset(recipe.dataset.id);
  return (
    <section className="section" aria-labelledby="data-title">
      <div className="section-head">
        <h2 id="data-title">Data: {description.title}</h2>
      </div>
      <div className="settings-row">
        <RecipeControls leaves={datasetLeaf(recipe)} />
        <RecipeControls leaves={datasetLeaves(recipe)} />
      </div>
      <p className="data-summary soft">
        {description.summary} {description.kind === "real" && <Attribution />}
      </p>
      <ContactSheet />
    </section>
  );
}
