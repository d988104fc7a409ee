// Words for a setting's value and its default.
import { describeActivation, activationNames } from "../../activations/list.ts";
import type { SettingNow } from "../../recipe/usual.ts";
import { leafWords } from "../../settings/leaves.ts";
import { valueAt } from "../../settings/problem.ts";
import { plainWords } from "../../settings/words.ts";
import type { Recipe } from "../../recipe/schema.ts";

/** "48 channels"; "none, ReLU" for the activations that are compared. */
export function valueNowWords({ leaf, isCompared }: SettingNow, value: unknown): string {
  if (!isCompared) return plainWords(leaf.field, value);
  const chosen = activationNames.filter((name) => Array.isArray(value) && value.includes(name));
  return chosen.map((name) => describeActivation(name).words).join(", ");
}

/** What differs, in few words: "width 24", "Adam 0.9 0.999 1e-7". */
export function differingWords(settings: readonly SettingNow[], recipe: Recipe): readonly string[] {
  const differing = settings.filter(({ differs }) => differs);
  const compared = differing.filter(({ isCompared }) => isCompared);
  const rest = differing.filter(({ isCompared }) => !isCompared).map(({ leaf }) => leaf);
  // Some say nothing in differences between arms, because the arm's name says it.
  const unsaid = rest.filter((leaf) => leafWords([leaf], recipe).length === 0);
  return [
    ...compared.map((setting) => `${valueNowWords(setting, setting.value)} in between`),
    ...unsaid.map(({ path, field }) => `${field.label.toLowerCase()} ${plainWords(field, valueAt(recipe, path))}`),
    ...leafWords(
      rest.filter((leaf) => !unsaid.includes(leaf)),
      recipe,
    ),
  ];
}
