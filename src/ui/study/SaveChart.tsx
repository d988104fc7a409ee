// The figure of a study as a file: with title, legend, numbers of runs, verdict and the study's digest.
import type { RefObject } from "react";
import { Button } from "react-aria-components/Button";
import { studyId } from "../../study/guess.ts";
import { fairnessWords } from "../../study/fairness.ts";
import { noiseWords } from "../../study/errorWords.ts";
import { MEASURES, type StudyMeasure } from "../../study/measures.ts";
import type { MeasureOutcome } from "../../study/outcome.ts";
import type { Study } from "../../study/study.ts";
import { factorTitle, studyVerdict } from "../../study/words.ts";
import type { Mark } from "../../charts/mark.ts";
import { downloadBlob, downloadText } from "../download.ts";
import { plural } from "../format.ts";
import { pictureOf, pngOf } from "../picture.ts";
import "../controls/buttons.css";

interface SaveChartProps {
  /** Where the chart stands. */
  readonly figure: RefObject<HTMLElement | null>;
  readonly study: Study;
  readonly outcome: MeasureOutcome;
  readonly measure: StudyMeasure;
  readonly legend: readonly Mark[];
}

export function SaveChart({ figure, study, outcome, measure, legend }: SaveChartProps) {
  const picture = (): string | null => {
    const chart = figure.current?.querySelector<SVGSVGElement>("svg[role=img]");
    return chart ? pictureOf(chart, { title: study.name, legend, caption: captionOf(study, outcome, measure) }) : null;
  };
  const saveSvg = () => {
    const svg = picture();
    if (svg !== null) downloadText("study.svg", "image/svg+xml", svg);
  };
  const savePng = async () => {
    const svg = picture();
    if (svg !== null) downloadBlob("study.png", await pngOf(svg));
  };
  return (
    <p className="study-save-chart no-print">
      <Button className="button button-quiet" onPress={saveSvg}>
        Save the chart (SVG)
      </Button>
      <Button className="button button-quiet" onPress={() => void savePng()}>
        Save the chart (PNG)
      </Button>
    </p>
  );
}

function captionOf(study: Study, outcome: MeasureOutcome, measure: StudyMeasure): readonly string[] {
  const { arms, comparisons } = outcome;
  const counts = arms.map(({ measured }) => measured.length);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const each = fewest === most ? plural(most, "run") : `${fewest} to ${plural(most, "run")}`;
  const [axis] = study.factors;
  return [
    `${study.question} ${MEASURES[measure].title}${axis ? ` by ${factorTitle(axis, study).toLowerCase()}` : ""}: dots are runs, marks ` +
      `their means, bars the 95 % interval (Student’s t) over seeds; ${each} per arm.`,
    ...[noiseWords(outcome, measure)].filter((words) => words !== "").map((words) => `Grey: ${words}`),
    `Verdict: ${studyVerdict(comparisons, study, measure) || "nothing can be compared yet."} ${fairnessWords(study)}`,
    `Xception Lab. Study ${studyId(study)}`,
  ];
}
