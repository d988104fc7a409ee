// The settings of the network, its point on the spectrum apart: the activations to compare and its family's options.
import { memo } from "react";
import { activationNames, describeActivation } from "../../activations/list.ts";
import { familyOf } from "../../networks/families.ts";
import type { Recipe } from "../../recipe/schema.ts";
import type { Leaf } from "../../settings/leaves.ts";
import { valueAt } from "../../settings/problem.ts";
import { valueWords } from "../../settings/words.ts";
import { Choices } from "../controls/Choice.tsx";
import { Fold } from "../controls/Fold.tsx";
import { useLab, useLabState } from "../labContext.tsx";
import { RecipeControls } from "./RecipeControls.tsx";
import { networkLeaves } from "./recipeLeaves.ts";
import "./settings.css";

/** More words would not fit beside the fold's title. */
const MOST_WORDS = 3;

const ACTIVATIONS = activationNames.map((value) => ({ value, label: describeActivation(value).words }));

export const NetworkSettings = memo(function NetworkSettings() {
  const lab = useLab();
  const { recipe, activations } = useLabState(({ experiment }) => ({
    recipe: experiment.recipe,
    activations: experiment.intermediateActivations,
  }));
  const { compared } = familyOf(recipe.network);
  const { inSight, folded } = networkLeaves(recipe);
  return (
    <div className="settings">
      <div className="settings-row">
        {compared && (
          <Choices
            label={compared.field.label}
            options={ACTIVATIONS}
            values={activations}
            onChange={(values) => lab.chooseActivations(values)}
            {...(compared.field.help !== undefined && { help: compared.field.help })}
          />
        )}
        <RecipeControls leaves={inSight} />
      </div>
      {folded.length > 0 && (
        <Fold title="The network around it" note={foldedWords(folded, recipe)}>
          <div className="settings-row">
            <RecipeControls leaves={folded} />
          </div>
        </Fold>
      )}
    </div>
  );
});

/** The first words of what is folded away: "2 + 2 modules, residual, ReLU outside". */
function foldedWords(folded: readonly Leaf[], recipe: Recipe): string {
  const words = folded.map(({ path, field }) => valueWords(field, valueAt(recipe, path)));
  return words.slice(0, MOST_WORDS).join(", ");
}
