// Trains runs of somebody else's result again, as many as one wants, and says whether they tell the same numbers.
import { useEffect, useMemo, useState } from "react";
import { Button } from "react-aria-components/Button";
import type { History, LabState, Run } from "../../lab/state.ts";
import { findRuns } from "../../lab/studyRuns.ts";
import { armId, recipeHash } from "../../recipe/hash.ts";
import { compareNumbers, differingTerms, isSameEverywhere } from "../../study/check.ts";
import { termsWords } from "../../study/partingWords.ts";
import type { ResultRun, StudyResult } from "../../study/result.ts";
import { armsOfStudy } from "../../study/study.ts";
import { armWords } from "../../study/words.ts";
import { DataTable } from "../controls/DataTable.tsx";
import { NumberEntry } from "../controls/NumberEntry.tsx";
import { TrainingProgress } from "../experiment/TrainingProgress.tsx";
import { plural } from "../format.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { checkSummary, checkWords, type Checked } from "./checkWords.ts";
import { resultRunOf } from "./resultRun.ts";
import "../controls/buttons.css";

/** A run of the result that was trained here too. */
interface CheckedRun extends Checked {
  readonly told: ResultRun;
}

const trainedNow = ({ runs, engine, histories }: LabState) => ({ runs, engine, histories });

export function CheckResult({ result }: { readonly result: StudyResult }) {
  const lab = useLab();
  const { runs, engine, histories } = useLabStateEvery(500, trainedNow);
  const isBusy = useLabState(({ active }) => active.length > 0);
  const [wanted, setWanted] = useState(1);
  const recipes = useMemo(() => result.runs.map(({ recipe }) => recipe), [result]);
  const names = useMemo(
    () => new Map(armsOfStudy(result.study).arms.map((arm) => [arm.id, armWords(arm, result.study)])),
    [result],
  );
  const hashes = useMemo(() => recipes.map(recipeHash), [recipes]);
  const found = useMemo(() => findRuns(recipes, { runs, engine }), [recipes, runs, engine]);
  const ids = found.finished.map(({ id }) => id).join();
  useEffect(() => lab.look(ids === "" ? [] : ids.split(",")), [lab, ids]);
  const checked = useMemo(() => {
    const own = new Map(found.finished.map((run) => [run.recipeHash, run]));
    return result.runs.flatMap((told, at): readonly CheckedRun[] => {
      const run = own.get(hashes[at] ?? "");
      const history = run && histories.get(run.id);
      const one = history && checkedRun(told, run, history);
      return one ? [one] : [];
    });
  }, [result, hashes, found, histories]);
  const left = found.missing.length + found.canContinue.length;
  const next = Math.min(wanted, left);
  const train = () => {
    const begun = found.canContinue.slice(0, next);
    if (begun.length > 0) void lab.continueRuns(begun.map((run) => run.id));
    const anew = found.missing.slice(0, next - begun.length);
    if (anew.length > 0) lab.trainThese(anew);
  };
  const engines = new Set(result.runs.map(({ terms }) => terms.engine));
  const isOtherEngine = engine.info !== null && !engines.has(engine.info.name);
  return (
    <div className="check">
      <h3>Check it</h3>
      <p className="soft">
        The same recipe gives the same numbers, bit for bit, on plain SIMD WebAssembly and the same version of the
        program. Train some of the runs again, and see.
        {isOtherEngine &&
          ` These were trained on another engine than this page’s (${[...engines].join(", ")}): choose that one first.`}
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
          <Button className="button button-primary" isDisabled={isBusy} onPress={train}>
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
          label="Runs that this browser has too"
          head={["Run", "Seed", "Here", "Trained on"]}
          rows={checked.map(({ told, check, differing }) => ({
            key: recipeHash(told.recipe),
            cells: [
              names.get(armId(told.recipe)) ?? "",
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

const before = new WeakMap<ResultRun, { readonly history: History; readonly checked: CheckedRun | null }>();

/** Null where the run cannot be compared. What was compared is not compared again: it has many thousand numbers. */
function checkedRun(told: ResultRun, run: Run, history: History): CheckedRun | null {
  const known = before.get(told);
  if (known?.history === history) return known.checked;
  const ours = resultRunOf(run, history);
  const checked = ours && {
    told,
    check: compareNumbers(told.numbers, ours.numbers),
    differing: differingTerms(told.terms, ours.terms),
    isBound: isSameEverywhere(told.terms),
  };
  before.set(told, { history, checked });
  return checked;
}
