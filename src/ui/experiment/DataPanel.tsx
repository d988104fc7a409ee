// The data set, its pictures, and how long and how fast the arms learn from it.
import { leafWords } from "../../settings/leaves.ts";
import { describeDataset } from "../../data/registry.ts";
import { Fold } from "../controls/Fold.tsx";
import { useLabState } from "../labContext.tsx";
import { RecipeControls } from "../settings/RecipeControls.tsx";
import { datasetLeaves, trainingLeaves } from "../settings/recipeLeaves.ts";
import { Attribution } from "./Attribution.tsx";
import { ContactSheet } from "./ContactSheet.tsx";

/** More would not fit beside the fold's title. */
const MOST_WORDS = 4;

export function DataPanel() {
  const recipe = useLabState(({ experiment }) => experiment.recipe);
  const description = describeDataset(recipe.dataset.id);
  const ofDataset = datasetLeaves(recipe);
  const { inSight, folded } = trainingLeaves(recipe);
  return (
    <>
      <div className="settings-row data-row">
        <RecipeControls leaves={inSight} />
      </div>
      <p className="data-summary soft">
        {description.summary} {description.kind === "real" && <Attribution />}
      </p>
      <ContactSheet />
      <div className="data-folds">
        {ofDataset.length > 0 && (
          <Fold title={`${description.title}: settings`}>
            <div className="settings-row">
              <RecipeControls leaves={ofDataset} />
            </div>
          </Fold>
        )}
        <Fold title="Training in detail" note={leafWords(folded, recipe).slice(0, MOST_WORDS).join(", ")}>
          <div className="settings-row">
            <RecipeControls leaves={folded} />
          </div>
        </Fold>
      </div>
    </>
  );
}
