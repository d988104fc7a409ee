// A study: what is asked, which runs that takes, and what they say.
import { useEffect, useMemo, useRef, useState } from "react";
import type { LabState, Run } from "../../lab/state.ts";
import { findRuns, type FoundRuns } from "../../lab/studyRuns.ts";
import { armsToTime, timeLeft } from "../../lab/studyTime.ts";
import type { Recipe } from "../../recipe/schema.ts";
import type { Guess } from "../../study/guess.ts";
import { runsOfStudy, type Study } from "../../study/study.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { chosenStudy, studyAsked } from "../study/chosenStudy.ts";
import { keptGuess } from "../study/keptGuess.ts";
import { OpenedResult } from "../study/OpenedResult.tsx";
import { useOpened } from "../study/openedResult.ts";
import { OpenResult } from "../study/OpenResult.tsx";
import { PooledResult } from "../study/PooledResult.tsx";
import { StudyPlan } from "../study/StudyPlan.tsx";
import { StudyResults } from "../study/StudyResults.tsx";
import "../study/Study.css";

const trainedNow = ({ runs, engine, runTimes, active }: LabState) => ({ runs, engine, runTimes, active });

export function StudyView() {
  // A study that is only looked at otherwise stays the same object, whose hundreds of recipes need not be hashed again.
  const asked = useLabState(({ view }) => studyAsked(view.shown));
  const recipe = useLabState(({ experiment }) => experiment.recipe);
  const chosen = useMemo(() => chosenStudy(asked, recipe), [asked, recipe]);
  const trained = useLabStateEvery(1000, trainedNow);
  const recipes = useMemo(() => runsOfStudy(chosen.study), [chosen]);
  const found = useMemo(() => findRuns(recipes, trained), [recipes, trained]);
  const [recorded, setRecorded] = useState<{ readonly study: Study; readonly guess: Guess } | null>(null);
  const kept = useMemo(() => keptGuess(chosen.study), [chosen]);
  const guess = recorded?.study === chosen.study ? recorded.guess : kept;
  const toTime = useMemo(() => armsToTime(found, trained), [found, trained]);
  useTimed(recipes, toTime);
  const { content } = useOpened();
  return (
    <div className="study">
      <OpenResult />
      {content.kind === "open" && <OpenedResult {...content} />}
      {content.kind === "pooled" && <PooledResult {...content} />}
      <StudyPlan
        chosen={chosen}
        runs={recipes.length}
        found={found}
        time={timeLeft(found, toTime.length, trained)}
        guess={guess}
        onGuess={(recorded) => setRecorded({ study: chosen.study, guess: recorded })}
      />
      <StudyResults study={chosen.study} finished={found.finished} failed={endedEarly(found)} guess={guess} />
    </div>
  );
}

/** Measures how long each arm takes of which that is not known, while nothing trains. */
function useTimed(recipes: readonly Recipe[], arms: readonly Recipe[]): void {
  const lab = useLab();
  const engine = useLabState((now) => now.engine.info);
  const isIdle = useLabState((now) => now.active.length === 0);
  const latest = useRef(arms);
  useEffect(() => {
    latest.current = arms;
  }, [arms]);
  const isAny = arms.length > 0;
  useEffect(() => {
    if (!isAny || !isIdle || engine === null) return;
    const leaves = new AbortController();
    void lab.timeRuns(latest.current, leaves.signal);
    return () => leaves.abort();
  }, [lab, isAny, isIdle, engine, recipes]);
}

/** Runs that failed, those that can go on too. */
function endedEarly({ failed, canContinue }: FoundRuns): readonly Run[] {
  return [...failed, ...canContinue.filter(({ status }) => status === "failed")];
}
