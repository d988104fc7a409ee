// What a study asks, what is varied, how many runs that is and how long they take, and the buttons that train them.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import type { StudyTime } from "../../lab/studyTime.ts";
import type { FoundRuns } from "../../lab/studyRuns.ts";
import type { Lab } from "../../lab/lab.ts";
import { describeDataset } from "../../data/registry.ts";
import { FAMILIES } from "../../networks/families.ts";
import { differingFrom, networkWords } from "../../recipe/differences.ts";
import { defaultRecipe, type Recipe } from "../../recipe/schema.ts";
import { byLabel } from "../../recipe/labels.ts";
import type { Guess } from "../../study/guess.ts";
import { MATCH_WORDS } from "../../study/fairness.ts";
import { READY_STUDIES, readyIds } from "../../study/ready.ts";
import { fewestToDecide } from "../../statistics/verdict.ts";
import { comparisonsIn } from "../../study/tuning.ts";
import { armsOfStudy, MOST_SEEDS, type Study } from "../../study/study.ts";
import type { Option } from "../controls/Choice.tsx";
import { NumberEntry } from "../controls/NumberEntry.tsx";
import { Pick, type OptionGroup } from "../controls/Pick.tsx";
import { PauseButton } from "../experiment/PauseButton.tsx";
import { TrainingProgress } from "../experiment/TrainingProgress.tsx";
import { count, duration, plural } from "../format.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { SettingsSummary } from "../settings/SettingsSummary.tsx";
import { Term } from "../terms/Term.tsx";
import { trainingParts } from "../words.ts";
import { useViewLink } from "../useViewLink.ts";
import { ArmsTable } from "./ArmsTable.tsx";
import { StudyQueue } from "./StudyQueue.tsx";
import { ANOTHER, LARGEST_FIRST, OWN_NAME, STUDY, type ChosenStudy, type StudyId } from "./chosenStudy.ts";
import { SeedPlanner } from "./SeedPlanner.tsx";
import { StudyGuess } from "./StudyGuess.tsx";
import { keptStudies } from "./keptStudies.ts";
import { OwnStudy } from "./OwnStudy.tsx";
import { showStudy } from "./showStudy.ts";
import { factorTitle, leftOutWords, valueWords } from "../../study/words.ts";
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
  const { id, study, paper, caveats } = chosen;
  const [kept, setKept] = useState(keptStudies);
  const choose = (value: StudyId | KeptId) => {
    const own = kept.find(({ name }) => value === keptId(name));
    if (own) showStudy(own, lab);
    else lab.setShown({ ...ANOTHER, [STUDY.ready]: value });
  };
  const arms = armsOfStudy(study).arms.length;
  const go = () => {
    if (found.canContinue.length > 0) void lab.continueRuns(found.canContinue.map((run) => run.id));
    if (found.missing.length > 0) lab.trainThese(found.missing);
  };
  const stop = () => lab.withdraw(found.underWay.map((run) => run.id));
  const isBegun = found.finished.length + found.underWay.length + found.canContinue.length > 0;
  const left = found.missing.length + found.canContinue.length;
  return (
    <section className="section" aria-labelledby="study-title">
      <div className="section-head">
        <h2 id="study-title">Studies: {study.name}</h2>
        <p>{study.question}</p>
      </div>
      <div className="study-plan">
        <div className="study-choice">
          <Pick
            label="Study"
            options={[
              ...readyIds.map((value): Option<StudyId> => ({ value, label: READY_STUDIES[value].study.name })),
              { value: "own", label: OWN_NAME },
            ]}
            groups={keptGroups(kept)}
            value={id}
            onChange={choose}
          />
          <NumberEntry
            label="Seeds"
            help={
              <>
                Pairs per comparison; below {fewestToDecide(comparisonsIn(study))} nothing can be called better or
                worse. <Term id="seed">What is a seed?</Term>
              </>
            }
            value={study.seeds.length}
            min={1}
            max={MOST_SEEDS}
            whole
            onChange={(seeds) => {
              lab.setShown({ [STUDY.seeds]: String(seeds) });
              return null;
            }}
          />
          <NumberEntry
            label="First seed"
            help="In a class, each takes seeds of their own: 1, 11, 21. Their results then become one."
            value={study.seeds[0] ?? 1}
            min={0}
            max={LARGEST_FIRST}
            whole
            onChange={(first) => {
              lab.setShown({ [STUDY.first]: first === 1 ? null : String(first) });
              return null;
            }}
          />
          <SeedPlanner study={study} found={found} />
        </div>
        <div className="study-words">
          {id === "own" && <OwnStudy study={study} onKept={() => setKept(keptStudies())} />}
          <dl>
            {id === "own" ? (
              <BenchSettings />
            ) : (
              study.factors.map((factor) => (
                <div key={factor.setting}>
                  <dt>{factorTitle(factor, study)}</dt>
                  <dd>{factor.values.map((value) => valueWords(factor, value, study)).join(" · ")}</dd>
                </div>
              ))
            )}
            {id !== "own" && (
              <div>
                <dt>All else</dt>
                <dd>{allElseWords(study.base)}.</dd>
              </div>
            )}
            {id !== "own" && study.match && (
              <div>
                <dt>Matched</dt>
                <dd>by width to equal {MATCH_WORDS[study.match]}</dd>
              </div>
            )}
            {paper !== null && (
              <div>
                <dt>In the paper</dt>
                <dd>{paper}.</dd>
              </div>
            )}
          </dl>
          <ul className="study-caveats" aria-label="Before you believe it">
            {caveats.map((caveat) => (
              <li key={caveat}>{caveat}</li>
            ))}
          </ul>
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

type KeptId = `kept ${string}`;
const keptId = (name: string): KeptId => `kept ${name}`;

function keptGroups(kept: readonly Study[]): readonly OptionGroup<StudyId | KeptId>[] {
  if (kept.length === 0) return [];
  return [{ title: "Kept in this browser", options: kept.map(({ name }) => ({ value: keptId(name), label: name })) }];
}

/** What a study of one's own does not vary. */
function BenchSettings() {
  const experiment = useLabState((state) => state.experiment);
  const link = useViewLink("settings");
  return (
    <div>
      <dt>All else</dt>
      <dd>
        as on the bench: <SettingsSummary experiment={experiment} {...link} />
      </dd>
    </div>
  );
}

/** The data, the training, and what else a ready study has other than the bench's defaults. */
function allElseWords({ dataset, training, seed, network }: Recipe): string {
  const parts = trainingParts(training, seed).filter(({ paths }) => !paths.includes("seed"));
  const { family } = network;
  const others =
    family === defaultRecipe.network.family
      ? differingFrom({ ...defaultRecipe, network }, defaultRecipe)
      : [FAMILIES[family].label, ...networkWords(network)];
  return [describeDataset(dataset.id).title, ...parts.map(({ words }) => words), ...others].join(" · ");
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
