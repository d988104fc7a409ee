// A study's learning curves: means over seeds with their bands, over what was spent on them.
import { lazy, Suspense, useRef } from "react";
import { MOST_BANDS } from "../../charts/series.ts";
import { XAxisSwitch } from "../../charts/XAxisSwitch.tsx";
import { armId } from "../../recipe/hash.ts";
import { spentNames, type RunCurve, type Spent } from "../../study/curves.ts";
import { MEASURES } from "../../study/measures.ts";
import { armsOfStudy, type Study } from "../../study/study.ts";
import { armWords } from "../../study/words.ts";
import { plural } from "../format.ts";
import { useLab, useShown } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import { axisWords } from "../../charts/axes.ts";
import { studyId } from "../../study/guess.ts";
import { pictureIn, SavePicture } from "../SavePicture.tsx";
import { armMarks } from "./armMarks.ts";
import { STUDY } from "./chosenStudy.ts";
import { useStudyMeasure } from "./MeasureChoice.tsx";
import "../results/ResultsPanel.css";

const MeanCurves = lazy(() => import("./MeanCurves.tsx"));

interface StudyCurvesProps {
  readonly study: Study;
  readonly runs: readonly RunCurve[];
  /** Whether a run's seconds are known for each epoch, and not only for the whole. */
  readonly hasTimes: boolean;
}

export function StudyCurves({ study, runs, hasTimes }: StudyCurvesProps) {
  const lab = useLab();
  const measure = useStudyMeasure();
  const asked = useShown(STUDY.spent);
  const spent = spentNames.find((each) => each === asked) ?? "epoch";
  const figure = useRef<HTMLElement>(null);
  const isEach = useShown(STUDY.curves) === "each";
  if (runs.length === 0) return null;
  const ids = new Set(runs.map(({ recipe }) => armId(recipe)));
  const arms = armsOfStudy(study).arms.filter(({ id }) => ids.has(id));
  return (
    <figure ref={figure} className="results-figure study-curves">
      <figcaption className="results-head">
        <span>
          Learning curves{" "}
          <span className="soft">
            (<Term id="validation">validation</Term> {measure}
            {measure === "loss" && `, ${MEASURES.loss.unit}`}; means over seeds,{" "}
            {arms.length > MOST_BANDS ? "point at one for its band" : "band"}: 95&#8239;%)
          </span>
        </span>
        <span className="results-switches no-print">
          <XAxisSwitch
            axes={spentNames}
            axis={spent}
            onChange={(axis) => lab.setShown({ [STUDY.spent]: axis === "epoch" ? null : axis })}
          />
        </span>
      </figcaption>
      <div className="results-room">
        <Suspense fallback={<p className="results-words soft">Getting the charts ready…</p>}>
          <MeanCurves {...{ study, runs, measure, spent, isEach }} />
        </Suspense>
      </div>
      <div className="results-data">
        <p className="soft">{[earlyWords(runs, study), spentWords(spent, hasTimes)].filter(Boolean).join(" ")}</p>
        <label className="results-fold no-print">
          <input
            type="checkbox"
            checked={isEach}
            onChange={({ currentTarget }) => lab.setShown({ [STUDY.curves]: currentTarget.checked ? "each" : null })}
          />
          each run
        </label>
        <span className="study-save-chart no-print">
          <SavePicture
            what="the curves"
            svg={() =>
              pictureIn(figure, {
                title: `${study.name}: learning curves`,
                legend: [...armMarks(study, arms).values()],
                caption: [
                  `Validation ${measure} by ${axisWords(spent)}: means over seeds` +
                    `${arms.length > MOST_BANDS ? "" : " with the 95 % interval (Student’s t)"}, n beside each arm. ` +
                    earlyWords(runs, study),
                  `Xception Lab. Study ${studyId(study)}`,
                ],
              })
            }
            file="study-curves"
          />
        </span>
      </div>
    </figure>
  );
}

/** Of runs that have no value at the end, and so are in no mean. */
function earlyWords(runs: readonly RunCurve[], study: Study): string {
  const parts = (["diverged", "failed"] as const).flatMap((end) => {
    const own = runs.filter((run) => run.end === end);
    const ids = new Set(own.map(({ recipe }) => armId(recipe)));
    const arms = armsOfStudy(study).arms.filter(({ id }) => ids.has(id));
    const names = arms.map((arm) => armWords(arm, study)).join("; ");
    return own.length > 0 ? [`${plural(own.length, "run")} ${end} (${names})`] : [];
  });
  if (parts.length === 0) return "";
  const sentence = `${parts.join(" and ")}, drawn thin as far as evaluated, and in no mean and no comparison.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** How it is counted, where that is not plain. */
function spentWords(spent: Spent, hasTimes: boolean): string {
  switch (spent) {
    case "epoch":
    case "image":
      return "";
    case "multiplyAdd":
      return "Multiply-adds are an estimate: three forward passes for each image, because gradients take about two; no evaluations.";
    case "second":
      return hasTimes
        ? "Seconds of training and evaluating, without pauses, on the machines that trained the runs."
        : "A result tells how long each run took as a whole: its epochs are drawn as if they took equal parts of it.";
    default:
      return spent satisfies never;
  }
}
