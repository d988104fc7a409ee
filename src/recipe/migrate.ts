// Brings recipes of earlier versions to the current one. A new version adds a step here, and a file of the old version to
// recipe/versions/, which the tests keep reading.
import { isRecord } from "../settings/field.ts";

/** From a version to the next. A recipe without a version is of the current one. */
const STEPS: readonly { readonly from: number; readonly step: (recipe: object) => object }[] = [
  // `network` became a choice of family. The options until then were the spectrum's, and stay where they are.
  { from: 1, step: (recipe) => ({ ...recipe, version: 2 }) },
  // How many views an image is evaluated in became a setting. Until then it was one.
  { from: 2, step: (recipe) => ({ evaluation: { views: 1 }, ...recipe, version: 3 }) },
];

/** Anything but a recipe of an earlier version is returned as it is. */
export function migrated(input: unknown): unknown {
  return STEPS.reduce<unknown>(
    (recipe, { from, step }) => (isRecord(recipe) && recipe["version"] === from ? step(recipe) : recipe),
    input,
  );
}
