// The controls of some of the recipe's settings, side by side. What cannot be is said at the control that asked for it,
// where that can, and otherwise in a notice.
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
  const recipe = useLabState(({ experiment }) => experiment.recipe);
  return leaves.map(({ path, field }) => (
    <SettingControl
      key={path.join(".")}
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

/** Only a number is typed in; what is chosen has no place for a sentence. */
function saysWhatIsWrong(field: Leaf["field"]): boolean {
  return field.kind === "integers" || ((field.kind === "integer" || field.kind === "number") && !field.offered);
}
