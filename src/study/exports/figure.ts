// The study's chart as a picture that stands alone: with title, legend and caption, in the colours of paper, made without
// a page.
import { markerPath, type Mark } from "../../charts/mark.ts";
import { spectrumColor, spectrumPosition } from "../../charts/scale.ts";
import { familyOf } from "../../networks/families.ts";
import { chartOf, type Paint } from "../chart.ts";
import { studyId } from "../guess.ts";
import { noiseWords } from "../errorWords.ts";
import { MEASURES, type StudyMeasure } from "../measures.ts";
import { mixtureWords } from "../mixture.ts";
import type { MeasureOutcome } from "../outcome.ts";
import { verdictWords } from "../report.ts";
import type { Study } from "../study.ts";
import { drawing } from "./drawing.ts";
import type { Exporter } from "./bundle.ts";
import { element, type Markup } from "./markup.ts";
import { INK, PAPER, SOFT } from "./paper.ts";

const WIDTH = 720;
const CHART_HEIGHT = 300;
const MARGIN = 16;
const LINE = 18;
const CAPTION_SIZE = 12;
const TITLE_SIZE = 16;
const TITLE_LINE = 21;
/** Of a letter, as a share of its size: on average somewhat less, so that no line is cut. */
const LETTER = 0.56;

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
  write: ({ result, outcome }) =>
    `${figureOf(result.study, outcome.accuracy, "accuracy", mixtureWords(result.runs)).markup}\n`,
};

/** As an element of SVG that is a file of its own, or a part of a page. `mixture` says of which engines the runs are, if of several. */
export function figureOf(study: Study, outcome: MeasureOutcome, measure: StudyMeasure, mixture = ""): Markup {
  const chart = chartOf(study, outcome, measure, PAINT);
  const series = chart?.series ?? [];
  const heads = wrapped(study.name, WIDTH / (TITLE_SIZE * LETTER));
  // Where there is one line, the caption tells what it is.
  const rows = series.length > 1 ? inRows(series.map(({ mark }) => mark)) : [];
  const caption = captionOf(study, outcome, measure, mixture);
  const lines = caption.flatMap((paragraph) => wrapped(paragraph, WIDTH / (CAPTION_SIZE * LETTER)));
  const legendTop = MARGIN + heads.length * TITLE_LINE;
  const top = legendTop + (rows.length > 0 ? rows.length * LINE + 6 : 0) + 8;
  const [width, height] = [WIDTH + 2 * MARGIN, top + CHART_HEIGHT + lines.length * LINE + 2 * MARGIN];
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "font-family": "Helvetica, Arial, sans-serif",
    },
    element("title", {}, study.name),
    element("desc", {}, caption.join(" ")),
    element("rect", { width: "100%", height: "100%", fill: PAPER }),
    ...heads.map((line, at) =>
      element(
        "text",
        { x: MARGIN, y: MARGIN + 14 + at * TITLE_LINE, "font-size": TITLE_SIZE, "font-weight": 600, fill: INK },
        line,
      ),
    ),
    ...rows.flatMap((row, at) => row.map(({ mark, x }) => entry(mark, MARGIN + x, legendTop + at * LINE + 10))),
    element("g", { transform: `translate(${MARGIN} ${top})` }, ...(chart ? drawing(chart, WIDTH, CHART_HEIGHT) : [])),
    ...lines.map((line, at) =>
      element(
        "text",
        { x: MARGIN, y: top + CHART_HEIGHT + MARGIN + at * LINE, "font-size": CAPTION_SIZE, fill: SOFT },
        line,
      ),
    ),
  );
}

function captionOf(study: Study, outcome: MeasureOutcome, measure: StudyMeasure, mixture: string): readonly string[] {
  const counts = outcome.arms.map(({ measured }) => measured.length);
  const most = Math.max(0, ...counts);
  const fewest = Math.min(most, ...counts);
  const by = chartOf(study, outcome, measure, PAINT)?.title.toLowerCase();
  const noise = noiseWords(outcome, measure);
  return [
    `${study.question} ${MEASURES[measure].title}${by === undefined ? "" : ` by ${by}`}: dots are runs, marks their means, ` +
      `bars the 95 % interval (Student’s t) over seeds; n\u00a0=\u00a0${fewest === most ? most : `${fewest} to ${most}`} ` +
      "runs per arm.",
    ...(noise === "" ? [] : [`Grey: ${noise}`]),
    `${MEASURES[measure].introduction}: ${verdictWords(study, outcome, measure)}`,
    ...(mixture === "" ? [] : [mixture]),
    `Xception Lab. Study ${studyId(study)}`,
  ];
}

/** One line of the legend. */
function entry({ label, dash, marker }: Mark, x: number, y: number): Markup {
  const stroke = { stroke: SOFT, "stroke-width": 1.6, ...(dash && { "stroke-dasharray": dash }) };
  return element(
    "g",
    { transform: `translate(${x} ${y})`, fill: SOFT },
    element("path", { d: "M0 0H30", ...stroke }),
    element("path", { d: markerPath(marker, 4.4), transform: "translate(15 0)" }),
    element("text", { x: 38, dy: "0.32em", "font-size": CAPTION_SIZE }, label),
  );
}

/** Where each entry of a legend stands in its row. */
function inRows(legend: readonly Mark[]): readonly (readonly { mark: Mark; x: number }[])[] {
  const rows: { mark: Mark; x: number }[][] = [];
  let x = Infinity;
  for (const mark of legend) {
    const own = 62 + mark.label.length * CAPTION_SIZE * LETTER;
    if (x + own > WIDTH) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ mark, x });
    x += own;
  }
  return rows;
}

/** Lines of at most so many letters; a longer word has its own. */
function wrapped(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
