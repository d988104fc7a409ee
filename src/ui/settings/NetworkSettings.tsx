// The settings of the network, its point on the spectrum apart: the activations to compare and its family's options.
import { memo } from "react";
import { activationNames, describeActivation } from "../../activations/list.ts";
import { familyOf } from "../../networks/families.ts";
import { leafWords } from "../../settings/leaves.ts";
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
  const recipe = useLabState(({ experiment }) => experiment.recipe);
  const { compared } = familyOf(recipe.network);
  const { inSight, folded } = networkLeaves(recipe);
  return (
    <div className="settings">
      <div className="settings-row">
        {compared && <ActivationChoices label={compared.field.label} help={compared.field.help} />}
        <RecipeControls leaves={inSight} />
      </div>
      {folded.length > 0 && (
        <Fold title="The network around it" note={leafWords(folded, recipe).slice(0, MOST_WORDS).join(", ")}>
          <div className="settings-row">
            <RecipeControls leaves={folded} />
          </div>
        </Fold>
      )}
    </div>
  );
});

interface ActivationChoicesProps {
  readonly label: string;
  readonly help: string | undefined;
}

const ActivationChoices = memo(function ActivationChoices({ label, help }: ActivationChoicesProps) {
  const lab = useLab();
  const activations = useLabState(({ experiment }) => experiment.intermediateActivations);
  return (
    <Choices
      label={label}
      options={ACTIVATIONS}
      values={activations}
      onChange={lab.chooseActivations}
      {...(help !== undefined && { help })}
    />
  );
});
