// Which settings of an experiment differ from the defaults, each with its default: those of its own network, data set,
// optimizer and schedule.
import { familyOf } from "../networks/families.ts";
import { canonicalJson } from "./hash.ts";
import { changedRecipe } from "./change.ts";
import { defaultExperiment, type Experiment } from "./experiment.ts";
import { defaultRecipe, type Recipe } from "./schema.ts";
import { RECIPE } from "./settings.ts";
import { leavesOf, nested, type Leaf } from "../settings/leaves.ts";
import { valueAt } from "../settings/problem.ts";

export interface SettingNow {
  readonly leaf: Leaf;
  readonly value: unknown;
  readonly usual: unknown;
  readonly differs: boolean;
  /** It says which arms there are: its value is a list of activations. */
  readonly isCompared: boolean;
}

const settingsBefore = new WeakMap<Experiment, readonly SettingNow[]>();

/** All settings of an experiment, in the recipe's order. */
export function settingsOf(experiment: Experiment): readonly SettingNow[] {
  const known = settingsBefore.get(experiment);
  if (known) return known;
  const { recipe, intermediateActivations } = experiment;
  const compared = familyOf(recipe.network).compared?.field;
  const usualAll = usualRecipe(recipe);
  const settings = leavesOf(RECIPE, recipe)
    .filter(({ field }) => field !== RECIPE.fields.version)
    .map((leaf): SettingNow => {
      const isCompared = leaf.field === compared;
      const value = isCompared ? intermediateActivations : valueAt(recipe, leaf.path);
      const usual = isCompared
        ? defaultExperiment.intermediateActivations
        : // What other values are usual depends on these, and not the other way round.
          valueAt(leaf.field.kind === "variant" ? defaultRecipe : usualAll, leaf.path);
      return { leaf, value, usual, differs: canonicalJson(value) !== canonicalJson(usual), isCompared };
    });
  settingsBefore.set(experiment, settings);
  return settings;
}

/** The defaults, with the network, data set, optimizer and schedule of a recipe. */
function usualRecipe(recipe: Recipe): Recipe {
  const branches = leavesOf(RECIPE, recipe).flatMap(({ path, field }) =>
    field.kind === "variant" ? [[path, valueAt(recipe, path)] as const] : [],
  );
  return changedRecipe(defaultRecipe, nested(branches));
}
