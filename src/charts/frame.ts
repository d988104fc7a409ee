// A picture that stands alone: a drawing with its title, legend and caption, in the colours of paper.
import { markerPath, type Mark } from "./mark.ts";
import { element, type Markup } from "./markup.ts";
import { INK, PAPER, SOFT } from "./paper.ts";

const MARGIN = 16;
const LINE = 18;
const CAPTION_SIZE = 12;
const TITLE_SIZE = 16;
const TITLE_LINE = 21;
/** Of a letter, as a share of its size: on average somewhat less, so that no line is cut. */
const LETTER = 0.56;

export interface Framed {
  readonly title: string;
  /** None where there is one line, whose name the caption tells. */
  readonly legend: readonly Mark[];
  /** Paragraphs. */
  readonly caption: readonly string[];
  /** Elements of SVG, from their upper left corner. */
  readonly drawing: readonly Markup[];
  /** The drawing's, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** As an element of SVG that is a file of its own, or a part of a page. */
export function framed({ title, legend, caption, drawing, width: inner, height: innerHeight }: Framed): Markup {
  const heads = wrapped(title, inner / (TITLE_SIZE * LETTER));
  const rows = inRows(legend, inner);
  const lines = caption.flatMap((paragraph) => wrapped(paragraph, inner / (CAPTION_SIZE * LETTER)));
  const legendTop = MARGIN + heads.length * TITLE_LINE;
  const top = legendTop + (rows.length > 0 ? rows.length * LINE + 6 : 0) + 8;
  const [width, height] = [inner + 2 * MARGIN, top + innerHeight + lines.length * LINE + 2 * MARGIN];
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
    element("title", {}, title),
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
    element("g", { transform: `translate(${MARGIN} ${top})` }, ...drawing),
    ...lines.map((line, at) =>
      element(
        "text",
        { x: MARGIN, y: top + innerHeight + MARGIN + at * LINE, "font-size": CAPTION_SIZE, fill: SOFT },
        line,
      ),
    ),
  );
}

/** One line of the legend. */
function entry({ label, dash, marker, colour }: Mark, x: number, y: number): Markup {
  const stroke = { stroke: colour, "stroke-width": 1.6, ...(dash && { "stroke-dasharray": dash }) };
  return element(
    "g",
    { transform: `translate(${x} ${y})` },
    element("path", { d: "M0 0H30", ...stroke }),
    element("path", { d: markerPath(marker, 4.4), transform: "translate(15 0)", fill: colour }),
    element("text", { x: 38, dy: "0.32em", "font-size": CAPTION_SIZE, fill: SOFT }, label),
  );
}

/** Where each entry of a legend stands in its row. */
function inRows(legend: readonly Mark[], width: number): readonly (readonly { mark: Mark; x: number }[])[] {
  const rows: { mark: Mark; x: number }[][] = [];
  let x = Infinity;
  for (const mark of legend) {
    const own = 62 + mark.label.length * CAPTION_SIZE * LETTER;
    if (x + own > width) {
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
