// A study: what is asked, which runs that takes, and what they say.
import { useMemo } from "react";
import type { LabState } from "../../lab/state.ts";
import { findRuns } from "../../lab/studyRuns.ts";
import { runsOfStudy } from "../../study/study.ts";
import { useLabState } from "../labContext.tsx";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { chosenStudy } from "../study/chosenStudy.ts";
import { StudyPlan } from "../study/StudyPlan.tsx";
import { StudyResults } from "../study/StudyResults.tsx";
import "../study/Study.css";

const trainedNow = ({ runs, engine }: LabState) => ({ runs, engine });

export function StudyView() {
  const { shown, recipe } = useLabState(({ view, experiment }) => ({ shown: view.shown, recipe: experiment.recipe }));
  const chosen = useMemo(() => chosenStudy(shown, recipe), [shown, recipe]);
  const trained = useLabStateEvery(1000, trainedNow);
  const recipes = useMemo(() => runsOfStudy(chosen.study), [chosen]);
  const found = useMemo(() => findRuns(recipes, trained), [recipes, trained]);
  return (
    <div className="study">
      <StudyPlan chosen={chosen} runs={recipes.length} found={found} />
      <StudyResults study={chosen.study} finished={found.finished} />
    </div>
  );
}
