// The page's names for the places of a recipe: the labels of their controls.
import { allLeaves } from "../settings/leaves.ts";
import type { Path } from "../settings/problem.ts";
import { byPath, type Naming } from "../settings/words.ts";
import { RECIPE } from "./settings.ts";

const LEAVES = new Map(allLeaves(RECIPE).map((leaf) => [leaf.path.join("."), leaf.field]));

/** "Epochs" for ["training", "epochs"], "Modules in stage 2" for ["network", "stages", 1]; without a control, the path. */
export const byLabel: Naming = (path: Path) => {
  const index = path.at(-1);
  if (typeof index === "number") {
    const list = LEAVES.get(path.slice(0, -1).join("."));
    return list?.kind === "integers" ? list.itemLabel(index) : byPath(path);
  }
  return LEAVES.get(path.join("."))?.label ?? byPath(path);
};
