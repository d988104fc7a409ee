// The controls of some of the recipe's settings, side by side. A value that is not allowed is reported at its control
// where that is possible, otherwise in a notice.
import { memo } from "react";
import { changeAt } from "../../recipe/change.ts";
import { byLabel } from "../../recipe/labels.ts";
import { faultWords } from "../../recipe/parse.ts";
import type { Leaf } from "../../settings/leaves.ts";
import { valueAt } from "../../settings/problem.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { SettingControl } from "./SettingControl.tsx";
import "./settings.css";

export function RecipeControls({ leaves }: { leaves: readonly Leaf[] }) {
  const { recipe, replacements } = useLabState((state) => ({
    recipe: state.experiment.recipe,
    replacements: state.replacements,
  }));
  return leaves.map(({ path, field }) => (
    <LeafControl
      // What was typed and not taken goes with the experiment that it was meant for.
      key={`${replacements} ${path.join(".")}`}
      path={path}
      field={field}
      value={valueAt(recipe, path)}
    />
  ));
}

interface LeafControlProps extends Pick<Leaf, "path" | "field"> {
  readonly value: unknown;
}

/** Drawn again only where its own setting has changed: a move of the slider leaves the others alone. */
const LeafControl = memo(
  function LeafControl({ path, field, value }: LeafControlProps) {
    const lab = useLab();
    return (
      <SettingControl
        field={field}
        value={value}
        onChange={(next) => {
          const change = changeAt(path, next);
          if (!saysWhatIsWrong(field)) return (lab.change(change), null);
          const fault = lab.tryChange(change);
          return fault && faultWords(fault, byLabel).join(" ");
        }}
      />
    );
  },
  (before, after) =>
    before.field === after.field &&
    before.path.join() === after.path.join() &&
    // A scalar, or a list of integers.
    String(before.value) === String(after.value),
);

/** Whether the control can show a sentence: where a number is typed in. */
export function saysWhatIsWrong(field: Leaf["field"]): boolean {
  return field.kind === "integers" || ((field.kind === "integer" || field.kind === "number") && !field.offered);
}
