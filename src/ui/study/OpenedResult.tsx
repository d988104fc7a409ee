// Somebody else's result: what it says, how it was trained, and whether it is true.
import { memo, useMemo, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { armId } from "../../recipe/hash.ts";
import { resultCurve } from "../../study/curves.ts";
import { mixtureWords } from "../../study/pooling/mixture.ts";
import { secondsOfArms } from "../../study/pareto.ts";
import { numbersDigest, type ResultRun, type StudyResult, type Terms } from "../../study/result.ts";
import { outcomeOfResult } from "../../study/resultOutcome.ts";
import { armsOfStudy } from "../../study/study.ts";
import { plural } from "../format.ts";
import { useLab } from "../labContext.tsx";
import { CheckResult } from "./CheckResult.tsx";
import { closeResult, RESULT, type ResultSource } from "./openedResult.ts";
import { OutcomeShown } from "./OutcomeShown.tsx";
import { SaveMenu } from "./SaveMenu.tsx";
import { StudyCurves } from "./StudyCurves.tsx";
import "../controls/buttons.css";

interface OpenedResultProps {
  readonly result: StudyResult;
  readonly from: ResultSource | "pool";
  /** Stands before the chart. */
  readonly children?: ReactNode;
}

const TITLES: Readonly<Record<OpenedResultProps["from"], string>> = {
  link: "A result from a link",
  file: "A result from a file",
  example: "A precomputed result",
  pool: "A pooled result",
};

export const OpenedResult = memo(function OpenedResult({ result, from, children }: OpenedResultProps) {
  const lab = useLab();
  const { study, guess, runs } = result;
  const outcome = useMemo(() => outcomeOfResult({ study, runs }), [study, runs]);
  const mixture = useMemo(() => mixtureWords(runs), [runs]);
  const curves = useMemo(() => runs.map(resultCurve), [runs]);
  const seconds = useMemo(
    () => secondsOfArms(runs.map(({ recipe, elapsedMs }) => ({ arm: armId(recipe), seconds: elapsedMs / 1000 }))),
    [runs],
  );
  const planned = armsOfStudy(study).arms.length * study.seeds.length;
  const close = () => {
    closeResult();
    lab.setShown({ [RESULT]: null });
  };
  return (
    <section className="section study-opened" aria-labelledby="opened-title">
      <div className="section-head">
        <h2 id="opened-title">
          {TITLES[from]}: {study.name}
        </h2>
        <p>{study.question}</p>
        <Button className="button no-print" onPress={close}>
          Close this result
        </Button>
      </div>
      <p className="study-size">
        <b>Only looked at, and not kept here.</b> {plural(runs.length, "run")}
        {runs.length < planned ? ` of ${planned}` : ""}, {plural(study.seeds.length, "seed")}, trained on{" "}
        {termsOf(runs.map(({ terms }) => terms))}.
      </p>
      {guess && (
        <blockquote className="study-opened-guess">
          {guess.text} <small className="soft">The guess, as its sender says recorded {guess.at}.</small>
        </blockquote>
      )}
      {children}
      <OutcomeShown study={study} outcome={outcome} seconds={seconds} mixture={mixture} />
      <StudyCurves study={study} runs={curves} hasTimes={false} />
      <p className="study-save no-print">
        <SaveMenu read={() => Promise.resolve({ result, remark: "" })} />
      </p>
      <CheckResult result={result} />
      <Digests runs={runs} />
    </section>
  );
});

/** Made when they are asked for, because a result has many thousand numbers. */
function Digests({ runs }: { readonly runs: readonly ResultRun[] }) {
  const [isOpen, setOpen] = useState(false);
  const digests = useMemo(() => (isOpen ? runs.map(({ numbers }) => numbersDigest(numbers)) : []), [isOpen, runs]);
  return (
    <details className="study-opened-digests" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Digests of the runs</summary>
      <p className="soft">SHA-256 of every number that a run tells: losses of all steps, validation and test.</p>
      <ol>
        {digests.map((digest, at) => (
          <li key={at}>
            seed {runs[at]?.recipe.seed}: <code>{digest}</code>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** "version 0.3.0, WebAssembly with SIMD"; all of them where there are several. */
function termsOf(terms: readonly Terms[]): string {
  return [...new Set(terms.map(({ version, adapter }) => `version ${version}, ${adapter}`))].join("; and on ");
}
