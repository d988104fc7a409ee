// The study's chart as a picture that stands alone: with title, legend and caption, in the colours of paper, made without
// a page.
import { spectrumColor, spectrumPosition } from "../../charts/scale.ts";
import { familyOf } from "../../networks/families.ts";
import { chartOf, type Paint, type StudyChart } from "../chart.ts";
import { studyId } from "../guess.ts";
import { noiseWords } from "../errorWords.ts";
import { MEASURES } from "../measures.ts";
import { mixtureWords } from "../pooling/mixture.ts";
import type { MeasureOutcome } from "../outcome.ts";
import { verdictWords } from "../report.ts";
import type { Study } from "../study.ts";
import { drawing } from "./drawing.ts";
import type { Exporter } from "./bundle.ts";
import { framed } from "../../charts/frame.ts";
import type { Markup } from "../../charts/markup.ts";
import { INK, SOFT } from "../../charts/paper.ts";

const WIDTH = 720;
const HEIGHT = 300;

const PAINT: Paint = {
  of: (network) => {
    const point = familyOf(network).point(network);
    return point ? spectrumColor(spectrumPosition(point.segments, point.width), "light") : INK;
  },
  several: SOFT,
};

export const figure: Exporter = {
  title: "Figure (SVG)",
  purpose: "the chart with legend and caption, for a paper",
  file: "figure.svg",
  type: "image/svg+xml",
  write: ({ result, outcome }) => `${figureOf(result.study, outcome.accuracy, mixtureWords(result.runs)).markup}\n`,
};

/** As an element of SVG that is a file of its own, or a part of a page. `mixture` says of which engines the runs are, if of several. */
export function figureOf(study: Study, outcome: MeasureOutcome, mixture: string): Markup {
  const chart = chartOf(outcome, PAINT);
  const series = chart?.series ?? [];
  return framed({
    title: study.name,
    // Where there is one line, the caption tells what it is.
    legend: series.length > 1 ? series.map(({ mark }) => mark) : [],
    caption: captionOf(study, outcome, chart, mixture),
    drawing: chart ? drawing(chart, WIDTH, HEIGHT) : [],
    width: WIDTH,
    height: HEIGHT,
  });
}

function captionOf(
  study: Study,
  outcome: MeasureOutcome,
  chart: StudyChart | null,
  mixture: string,
): readonly string[] {
  const { title, introduction } = MEASURES[outcome.measure];
  const counts = outcome.arms.map(({ measured }) => measured.length);
  const most = Math.max(0, ...counts);
  const fewest = Math.min(most, ...counts);
  const by = chart?.title.toLowerCase();
  const noise = noiseWords(outcome);
  return [
    `${study.question} ${title}${by === undefined ? "" : ` by ${by}`}: dots are runs, marks their means, ` +
      `bars the 95 % interval (Student’s t) over seeds; n\u00a0=\u00a0${fewest === most ? most : `${fewest} to ${most}`} ` +
      "runs per arm.",
    ...(noise === "" ? [] : [`Grey: ${noise}`]),
    `${introduction}: ${verdictWords(outcome)}`,
    ...(mixture === "" ? [] : [mixture]),
    `Xception Lab. Study ${studyId(study)}`,
  ];
}
