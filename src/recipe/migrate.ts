// Recipes of earlier versions, brought to today's. A new version adds a step here, and a file of the old one to
// recipe/versions/, which the tests go on reading.
import { isRecord } from "../settings/field.ts";

/** From a version to the next one. A recipe that names none is of today's. */
const STEPS: readonly { readonly from: number; readonly step: (recipe: object) => object }[] = [
  // `network` became a choice of family. The spectrum's options, all that there were, stayed where they stood.
  { from: 1, step: (recipe) => ({ ...recipe, version: 2 }) },
];

/** What is no recipe of an earlier version is returned as it is. */
export function migrated(input: unknown): unknown {
  return STEPS.reduce<unknown>(
    (recipe, { from, step }) => (isRecord(recipe) && recipe["version"] === from ? step(recipe) : recipe),
    input,
  );
}
