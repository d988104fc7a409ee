// A setting's value alone, as its control shows it: "48", "on", "1×1 first", "ReLU".
import { tagOf, type AnyVariant, type Setting } from "./field.ts";
import type { Leaf } from "./leaves.ts";
import { valueAt } from "./problem.ts";

/** The value of a leaf in a recipe, in words. */
export function choiceWords({ field, path }: Leaf, recipe: unknown): string {
  return field.kind === "variant"
    ? branchWords(field, tagOf(field, valueAt(recipe, path.slice(0, -1))))
    : settingWords(field, valueAt(recipe, path));
}

function branchWords({ branches }: AnyVariant, tag: string | undefined): string {
  const branch = tag === undefined ? undefined : branches[tag];
  return branch?.words ?? branch?.label ?? String(tag);
}

function settingWords(field: Setting, value: unknown): string {
  switch (field.kind) {
    case "choice":
      return field.options.find((option) => option.value === value)?.label ?? String(value);
    case "switch":
      return value === true ? "on" : "off";
    case "integers":
      return Array.isArray(value) ? value.join(" + ") : String(value);
    case "integer":
    case "number":
      return field.unit === undefined ? String(value) : `${String(value)} ${field.unit}`;
    default:
      return field satisfies never;
  }
}
