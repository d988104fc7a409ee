// A study before and while it trains: what it is, how many runs that takes and how long, and the buttons that train them.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import type { StudyTime } from "../../lab/studyTime.ts";
import type { FoundRuns } from "../../lab/studyRuns.ts";
import type { Lab } from "../../lab/lab.ts";
import { byLabel } from "../../recipe/labels.ts";
import type { Guess } from "../../study/guess.ts";
import { armsOfStudy } from "../../study/study.ts";
import { leftOutWords } from "../../study/words.ts";
import { PauseButton } from "../experiment/PauseButton.tsx";
import { TrainingProgress } from "../experiment/TrainingProgress.tsx";
import { count, duration, plural } from "../format.ts";
import { useLab } from "../labContext.tsx";
import { ArmsTable } from "./ArmsTable.tsx";
import type { ChosenStudy } from "./chosenStudy.ts";
import { keptStudies } from "./keptStudies.ts";
import { OwnStudy } from "./OwnStudy.tsx";
import { StudyChoice } from "./StudyChoice.tsx";
import { StudyFacts } from "./StudyFacts.tsx";
import { StudyGuess } from "./StudyGuess.tsx";
import { StudyQueue } from "./StudyQueue.tsx";
import "../controls/buttons.css";

/** Whoever has more to mend is helped by the first few. */
const MOST_TOLD = 3;

interface StudyPlanProps {
  readonly chosen: ChosenStudy;
  /** How many it has. */
  readonly runs: number;
  readonly found: FoundRuns;
  readonly time: StudyTime;
  readonly guess: Guess | null;
  readonly onGuess: (guess: Guess) => void;
}

export function StudyPlan({ chosen, runs, found, time, guess, onGuess }: StudyPlanProps) {
  const lab = useLab();
  const { id, study } = chosen;
  const [kept, setKept] = useState(keptStudies);
  const arms = armsOfStudy(study).arms.length;
  const go = () => {
    if (found.canContinue.length > 0) void lab.continueRuns(found.canContinue.map((run) => run.id));
    if (found.missing.length > 0) lab.trainThese(found.missing);
  };
  const stop = () => lab.withdraw(found.underWay.map((run) => run.id));
  const isBegun = found.finished.length + found.underWay.length + found.canContinue.length + found.failed.length > 0;
  const left = found.missing.length + found.canContinue.length;
  return (
    <section className="section" aria-labelledby="study-title">
      <div className="section-head">
        <h2 id="study-title">Studies: {study.name}</h2>
        <p>{study.question}</p>
      </div>
      <div className="study-plan">
        <StudyChoice id={id} study={study} kept={kept} found={found} />
        <div className="study-words">
          {id === "own" && <OwnStudy study={study} onKept={() => setKept(keptStudies())} />}
          <StudyFacts {...chosen} />
        </div>
      </div>
      <Faults chosen={chosen} />
      <ArmsTable study={study} />
      <StudyGuess key={id} study={study} guess={guess} isBegun={isBegun} onGuess={onGuess} />
      <p className="study-size" role="status">
        {plural(arms, "arm")} × {plural(study.seeds.length, "seed")} = <b>{plural(runs, "run")}</b>,{" "}
        {count(found.finished.length)} of them trained. {left + found.underWay.length > 0 && timeWords(time, lab)}
      </p>
      <div className="train-buttons no-print">
        <Button className="button button-primary" isDisabled={left === 0} onPress={go}>
          {startWords(found)}
        </Button>
        <PauseButton />
        <Button className="button" isDisabled={found.underWay.length === 0} onPress={stop}>
          Stop
        </Button>
      </div>
      <TrainingProgress rest={null} />
      <StudyQueue study={study} found={found} />
    </section>
  );
}

/** What of the study cannot be understood, and what of it cannot be trained. */
function Faults({ chosen: { study, faults } }: { readonly chosen: ChosenStudy }) {
  const { leftOut } = armsOfStudy(study);
  return (
    <>
      {faults.length > 0 && (
        <p className="field-error" role="alert">
          {faults.join(" ")}
        </p>
      )}
      {leftOut.length > 0 && (
        <p className="study-left-out soft">
          Left out: {plural(leftOut.length, "arm")}.{" "}
          {[...new Set(leftOut.flatMap((left) => leftOutWords(left.why, study, byLabel)))]
            .slice(0, MOST_TOLD)
            .join(" ")}
        </p>
      )}
    </>
  );
}

function startWords({ finished, underWay, missing, canContinue, failed }: FoundRuns): string {
  // Also where no arm can be trained: then there is nothing that "all" could mean.
  if (finished.length + underWay.length + canContinue.length + failed.length === 0) return "Start";
  if (missing.length + canContinue.length > 0) return "Go on";
  if (underWay.length > 0) return "Training…";
  return failed.length > 0 ? "All tried" : "All trained";
}

/** As runs take here beside each other. */
function timeWords(time: StudyTime, lab: Lab): string {
  switch (time.kind) {
    case "known":
      return `The rest takes about ${duration((1000 * time.seconds) / lab.runsAtOnce())} here.`;
    case "measured":
      return `How long that takes here is being measured, by a few steps of each arm: ${plural(time.arms, "arm")} to go.`;
    case "unknown":
      return "How long that takes is known once the first runs are trained.";
    default:
      return time satisfies never;
  }
}
