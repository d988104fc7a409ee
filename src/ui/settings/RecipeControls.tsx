// The controls of some of the recipe's settings, side by side. A value that is not allowed is reported at its control
// where that is possible, otherwise in a notice.
import { changeAt } from "../../recipe/change.ts";
import { byLabel } from "../../recipe/labels.ts";
import { faultWords } from "../../recipe/parse.ts";
import type { Leaf } from "../../settings/leaves.ts";
import { valueAt } from "../../settings/problem.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { SettingControl } from "./SettingControl.tsx";
import "./settings.css";

export function RecipeControls({ leaves }: { leaves: readonly Leaf[] }) {
  const lab = useLab();
  const { recipe, replacements } = useLabState((state) => ({
    recipe: state.experiment.recipe,
    replacements: state.replacements,
  }));
  return leaves.map(({ path, field }) => (
    <SettingControl
      // What was typed and not taken goes with the experiment that it was meant for.
      key={`${replacements} ${path.join(".")}`}
      field={field}
      value={valueAt(recipe, path)}
      onChange={(value) => {
        const change = changeAt(path, value);
        if (!saysWhatIsWrong(field)) return (lab.change(change), null);
        const fault = lab.tryChange(change);
        return fault && faultWords(fault, byLabel).join(" ");
      }}
    />
  ));
}

/** Whether the control can show a sentence: where a number is typed in. */
export function saysWhatIsWrong(field: Leaf["field"]): boolean {
  return field.kind === "integers" || ((field.kind === "integer" || field.kind === "number") && !field.offered);
}
