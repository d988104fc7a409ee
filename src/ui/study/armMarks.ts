// How the arms of a study are told apart in its charts: by their place on the spectrum in colour, by the values of all factors
// but the first in dash and marker.
import type { Mark } from "../../charts/mark.ts";
import { lineStyle } from "../../study/chart.ts";
import type { Study, StudyArm } from "../../study/study.ts";
import { armWords } from "../../study/words.ts";
import { colourOf } from "../marks.ts";

/** By the arm's id. */
export function armMarks(study: Study, arms: readonly StudyArm[]): ReadonlyMap<StudyArm["id"], Mark> {
  const lines = [...new Set(arms.map((arm) => armWords(arm, study, 1)))];
  return new Map(
    arms.map((arm) => [
      arm.id,
      {
        label: armWords(arm, study),
        colour: colourOf(arm.recipe.network),
        ...lineStyle(lines.indexOf(armWords(arm, study, 1))),
      },
    ]),
  );
}
