// The figure of a study as a file: with title, legend, numbers of runs, verdict and the study's digest.
import { Button } from "react-aria-components/Button";
import { figureOf } from "../../study/exports/figure.ts";
import type { StudyMeasure } from "../../study/measures.ts";
import type { MeasureOutcome } from "../../study/outcome.ts";
import type { Study } from "../../study/study.ts";
import { downloadBlob, downloadText } from "../download.ts";
import { pngOf } from "../picture.ts";
import "../controls/buttons.css";

interface SaveChartProps {
  readonly study: Study;
  readonly outcome: MeasureOutcome;
  readonly measure: StudyMeasure;
  readonly mixture: string;
}

export function SaveChart({ study, outcome, measure, mixture }: SaveChartProps) {
  const picture = () => figureOf(study, outcome, measure, mixture).markup;
  const saveSvg = () => downloadText("study.svg", "image/svg+xml", picture());
  const savePng = async () => downloadBlob("study.png", await pngOf(picture()));
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
