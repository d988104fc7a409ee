// All settings of the experiment, and the experiment as a file.
import { RecipeFile } from "../experiment/RecipeFile.tsx";
import { useLabState } from "../labContext.tsx";
import { RecipeControls } from "../settings/RecipeControls.tsx";
import { trainingLeaves } from "../settings/recipeLeaves.ts";

export function SettingsView() {
  const recipe = useLabState(({ experiment }) => experiment.recipe);
  const { inSight, folded } = trainingLeaves(recipe);
  return (
    <section className="section" aria-labelledby="settings-title">
      <div className="section-head">
        <h2 id="settings-title">Settings</h2>
        <RecipeFile />
      </div>
      <div className="settings-row">
        <RecipeControls leaves={[...inSight, ...folded]} />
      </div>
    </section>
  );
}
