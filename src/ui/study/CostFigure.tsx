// What the accuracy of a study's arms costs, with the front of those that none beats.
import { FrontChart } from "../../charts/FrontChart.tsx";
import { AXES } from "../../study/chart.ts";
import { measuredWords, MEASURES } from "../../study/measures.ts";
import type { MeasureOutcome } from "../../study/outcome.ts";
import { costNames, costPoints, COSTS, type ArmSeconds, type Cost } from "../../study/pareto.ts";
import type { Study } from "../../study/study.ts";
import { armWords } from "../../study/words.ts";
import { useRef } from "react";
import { studyId } from "../../study/guess.ts";
import { pictureIn, SavePicture } from "../SavePicture.tsx";
import { armMarks } from "./armMarks.ts";
import { RadioRow } from "../controls/RadioRow.tsx";
import { short } from "../format.ts";
import { useLab, useShown } from "../labContext.tsx";
import { colourOf } from "../marks.ts";
import { STUDY } from "./chosenStudy.ts";

/** "15K", "2M": an axis has round numbers. */
const ROUND = new Intl.NumberFormat("en", { notation: "compact" });

interface CostFigureProps {
  /** As it was planned. */
  readonly study: Study;
  readonly outcome: MeasureOutcome;
  readonly seconds: ArmSeconds;
}

export function CostFigure({ study: planned, outcome, seconds }: CostFigureProps) {
  const { study, measure } = outcome;
  const lab = useLab();
  const asked = useShown(STUDY.cost);
  const cost = costNames.find((name) => name === asked) ?? "parameters";
  const figure = useRef<HTMLElement>(null);
  const marks = armMarks(
    study,
    outcome.arms.map(({ arm }) => arm),
  );
  const points = costPoints(outcome, cost, seconds);
  const front = points.filter(({ isOnFront }) => isOnFront).map(({ outcome: { arm } }) => armWords(arm, study));
  if (points.length < 2) return null;
  const { title } = MEASURES[measure];
  return (
    <figure ref={figure} className="study-figure study-cost">
      <div className="study-cost-head">
        <b>{title} against cost</b>
        <RadioRow
          aria-label="Cost"
          options={costNames.map((value) => ({ value, label: COSTS[value].title }))}
          value={cost}
          onChange={(value: Cost) => lab.setShown({ [STUDY.cost]: value === "parameters" ? null : value })}
        />
      </div>
      <FrontChart
        label={`${title} by ${COSTS[cost].title.toLowerCase()}. ${points
          .map(
            ({ outcome: { arm, mean }, cost: own }) =>
              `${armWords(arm, study)}: ${measuredWords(mean ?? 0, measure)} at ${short(own)}`,
          )
          .join("; ")}`}
        title={COSTS[cost].title}
        axis={AXES[measure]}
        words={(value) => ROUND.format(value)}
        points={points.map(({ outcome: { arm, mean, interval, measured }, cost: own, isOnFront }) => ({
          cost: own,
          name: armWords(arm, study),
          mean: mean ?? 0,
          interval,
          values: measured,
          colour: colourOf(arm.recipe.network),
          marker: marks.get(arm.id)?.marker ?? "circle",
          isOnFront,
        }))}
      />
      <figcaption className="soft">
        Dotted: the front of arms that none beats in both ({front.join("; ")}). It goes by means: where intervals reach
        over each other, other seeds may give another.
        {cost === "seconds" && " Seconds are those of whole runs, with whatever else the machine did."}
      </figcaption>
      <p className="study-save-chart no-print">
        <SavePicture
          what="the costs"
          svg={() =>
            pictureIn(figure, {
              title: `${study.name}: ${title.toLowerCase()} against cost`,
              legend: [...marks.values()],
              caption: [
                `Marks are means over seeds, bars the 95 % interval (Student’s t). Dotted: the front of arms that none beats in ` +
                  `both (${front.join("; ")}).`,
                `Xception Lab. Study ${studyId(planned)}`,
              ],
            })
          }
          file="study-costs"
        />
      </p>
    </figure>
  );
}
