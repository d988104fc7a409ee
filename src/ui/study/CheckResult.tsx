// Trains runs of somebody else's result again, as many as one wants, and says whether they tell the same numbers.
import { useEffect, useMemo, useState } from "react";
import { Button } from "react-aria-components/Button";
import type { LabState } from "../../lab/state.ts";
import { findRuns } from "../../lab/studyRuns.ts";
import { recipeHash } from "../../recipe/hash.ts";
import { compareNumbers, differingTerms, type RunCheck } from "../../study/check.ts";
import type { ResultRun, StudyResult, Terms } from "../../study/result.ts";
import { armsOfStudy, type Study } from "../../study/study.ts";
import { valueWords } from "../../study/words.ts";
import { DataTable } from "../controls/DataTable.tsx";
import { NumberEntry } from "../controls/NumberEntry.tsx";
import { TrainingProgress } from "../experiment/TrainingProgress.tsx";
import { plural } from "../format.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { checkSummary, checkWords, termsWords } from "./checkWords.ts";
import { resultRunOf } from "./resultRun.ts";
import "../controls/buttons.css";

/** A run of the result that was trained here too. */
export interface Checked {
  readonly told: ResultRun;
  readonly check: RunCheck;
  readonly differing: readonly (keyof Terms)[];
}

const trainedNow = ({ runs, engine, histories }: LabState) => ({ runs, engine, histories });

export function CheckResult({ result }: { readonly result: StudyResult }) {
  const lab = useLab();
  const { runs, engine, histories } = useLabStateEvery(500, trainedNow);
  const isBusy = useLabState(({ active }) => active.length > 0);
  const [wanted, setWanted] = useState(1);
  const recipes = useMemo(() => result.runs.map(({ recipe }) => recipe), [result]);
  const found = useMemo(() => findRuns(recipes, { runs, engine }), [recipes, runs, engine]);
  const ids = found.finished.map(({ id }) => id).join();
  useEffect(() => lab.look(ids === "" ? [] : ids.split(",")), [lab, ids]);
  const own = new Map(found.finished.map((run) => [run.recipeHash, run]));
  const checked = result.runs.flatMap((told): readonly Checked[] => {
    const run = own.get(recipeHash(told.recipe));
    const ours = run && resultRunOf(run, histories.get(run.id));
    if (!ours) return [];
    const differing = differingTerms(told.terms, ours.terms);
    return [{ told, check: compareNumbers(told.numbers, ours.numbers), differing }];
  });
  const left = found.missing.length;
  const next = Math.min(wanted, left);
  return (
    <div className="check">
      <h3>Check it</h3>
      <p className="soft">
        The same recipe gives the same numbers, bit for bit, on the same engine and version of the program. Train some
        of the runs again, and see.
      </p>
      {left > 0 && (
        <div className="train-buttons no-print">
          <NumberEntry
            label="Runs to train"
            value={next}
            min={1}
            max={left}
            whole
            onChange={(value) => {
              setWanted(value);
              return null;
            }}
          />
          <Button
            className="button button-primary"
            isDisabled={isBusy}
            onPress={() => lab.trainThese(found.missing.slice(0, next))}
          >
            Check {plural(next, "run")}
          </Button>
          <Button className="button" isDisabled={found.underWay.length === 0} onPress={() => lab.stop()}>
            Stop
          </Button>
        </div>
      )}
      <TrainingProgress rest={null} />
      <p className="check-summary" role="status">
        {checkSummary(checked, result.runs.length)}
      </p>
      {checked.length > 0 && (
        <DataTable
          label="Runs that were trained again"
          head={["Run", "Seed", "Trained again", "Trained on"]}
          rows={checked.map(({ told, check, differing }) => ({
            key: recipeHash(told.recipe),
            cells: [
              armWords(result.study, told),
              String(told.recipe.seed),
              checkWords(check),
              differing.length === 0 ? "the same terms" : termsWords(differing),
            ],
          }))}
        />
      )}
    </div>
  );
}

function armWords(study: Study, { recipe }: ResultRun): string {
  const hash = recipeHash({ ...recipe, seed: 0 });
  const arm = armsOfStudy(study).arms.find(({ id }) => id === hash);
  return arm?.values.map((value, at) => valueWords(study.factors[at], value, study)).join(", ") ?? "";
}
