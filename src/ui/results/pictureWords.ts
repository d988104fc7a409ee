// What stands around a saved chart of curves: what it shows, of how many runs, and which recipes those had.
import type { CurveRun, Measure, XAxisName } from "../../charts/series.ts";
import type { Run } from "../../lab/state.ts";
import type { PictureWords } from "../chartPicture.ts";
import { plural } from "../format.ts";

const TITLES: Readonly<Record<Measure, string>> = { accuracy: "Accuracy", loss: "Loss, in nats" };
/** Of a recipe's hash: enough to find it by. */
const HASH_DIGITS = 12;

export function pictureWords(
  measure: Measure,
  axis: XAxisName,
  curves: readonly CurveRun[],
  runs: readonly Pick<Run, "id" | "recipe" | "recipeHash">[],
): PictureWords {
  const recipes = curves.flatMap(({ id, mark }) => {
    const run = runs.find((each) => each.id === id);
    return run ? [`${mark.label}: seed ${run.recipe.seed}, recipe ${run.recipeHash.slice(0, HASH_DIGITS)}`] : [];
  });
  return {
    title: TITLES[measure],
    legend: curves.map(({ mark }) => mark),
    caption: [
      `On validation, by ${axis}; thin lines: batches of training. ${plural(curves.length, "run")}.`,
      `Xception Lab. ${recipes.join("; ")}.`,
    ],
  };
}
