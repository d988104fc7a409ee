// A study: what is asked, which runs that takes, and what they say.
import { useMemo } from "react";
import { useLabState } from "../labContext.tsx";
import { chosenStudy } from "../study/chosenStudy.ts";
import { StudyPlan } from "../study/StudyPlan.tsx";
import { StudyResults } from "../study/StudyResults.tsx";
import "../study/Study.css";

export function StudyView() {
  const { shown, recipe } = useLabState(({ view, experiment }) => ({ shown: view.shown, recipe: experiment.recipe }));
  const chosen = useMemo(() => chosenStudy(shown, recipe), [shown, recipe]);
  return (
    <div className="study">
      <StudyPlan chosen={chosen} />
      <StudyResults study={chosen.study} />
    </div>
  );
}
