// A chart as a picture that stands alone: with title, legend and caption, in the colours of paper, whatever the page's are.
import { markerPath, type Mark } from "../charts/mark.ts";

export interface PictureWords {
  readonly title: string;
  /** None where there is one line, whose name the caption tells. */
  readonly legend: readonly Mark[];
  /** Paragraphs. */
  readonly caption: readonly string[];
}

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 16;
const LINE = 18;
const CAPTION_SIZE = 12;
const TITLE_SIZE = 16;
const TITLE_LINE = 21;
/** Of a letter, as a share of its size: on average somewhat less, so that no line is cut. */
const LETTER = 0.56;
/** What a chart's style sheet decides, and the picture has to carry. */
const STYLES = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
] as const;

/** The text of an SVG file. */
export function pictureOf(chart: SVGSVGElement, { title, legend, caption }: PictureWords): string {
  const { width, height } = chart.getBoundingClientRect();
  const lines = caption.flatMap((paragraph) => wrapped(paragraph, width / (CAPTION_SIZE * LETTER)));
  const heads = wrapped(title, width / (TITLE_SIZE * LETTER));
  const rows = inRows(legend, width);
  const top = MARGIN + heads.length * TITLE_LINE + (rows.length > 0 ? rows.length * LINE + 6 : 0) + 8;
  const whole = { width: width + 2 * MARGIN, height: top + height + lines.length * LINE + 2 * MARGIN };
  const picture = element("svg", {
    xmlns: SVG,
    width: whole.width,
    height: whole.height,
    viewBox: `0 0 ${whole.width} ${whole.height}`,
    "font-family": "Helvetica, Arial, sans-serif",
  });
  const add = (parent: Element, name: string, attributes: Attributes, text?: string): Element => {
    const made = element(name, attributes);
    if (text !== undefined) made.textContent = text;
    parent.append(made);
    return made;
  };
  add(picture, "title", {}, title);
  add(picture, "desc", {}, [chart.getAttribute("aria-label") ?? "", ...caption].join(" "));
  add(picture, "rect", { width: "100%", height: "100%", fill: "#ffffff" });
  heads.forEach((line, at) =>
    add(
      picture,
      "text",
      { x: MARGIN, y: MARGIN + 14 + at * TITLE_LINE, "font-size": TITLE_SIZE, "font-weight": 600, fill: "#1b1d21" },
      line,
    ),
  );
  rows.forEach((row, at) => {
    const y = MARGIN + heads.length * TITLE_LINE + at * LINE + 10;
    for (const { mark, x } of row) {
      const entry = add(picture, "g", { transform: `translate(${MARGIN + x} ${y})`, fill: "#5a5f69" });
      const dash: Attributes = mark.dash ? { "stroke-dasharray": mark.dash } : {};
      add(entry, "path", { d: "M0 0H30", stroke: "#5a5f69", "stroke-width": 1.6, ...dash });
      add(entry, "path", { d: markerPath(mark.marker, 4.4), transform: "translate(15 0)" });
      add(entry, "text", { x: 38, dy: "0.32em", "font-size": CAPTION_SIZE }, mark.label);
    }
  });
  const drawing = add(picture, "g", { transform: `translate(${MARGIN} ${top})` });
  drawing.append(...styledInLight(chart).childNodes);
  lines.forEach((line, at) =>
    add(
      picture,
      "text",
      { x: MARGIN, y: top + height + MARGIN + at * LINE, "font-size": CAPTION_SIZE, fill: "#5a5f69" },
      line,
    ),
  );
  return new XMLSerializer().serializeToString(picture);
}

/** The same as a PNG, twice as fine as on the screen. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * image.naturalWidth, 2 * image.naturalHeight];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The browser made no picture.")))),
  );
}

/** A copy with its styles written out, as they are on a light page. */
function styledInLight(chart: SVGSVGElement): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const { dataset } = document.documentElement;
  const before = dataset["theme"];
  // As theme.ts sets it; nothing is painted before it is put back.
  dataset["theme"] = "light";
  const originals = chart.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((each, at) => {
    const original = originals[at];
    if (!original) return;
    const computed = getComputedStyle(original);
    for (const name of STYLES) each.setAttribute(name, computed.getPropertyValue(name));
    each.removeAttribute("class");
  });
  if (before === undefined) delete dataset["theme"];
  else dataset["theme"] = before;
  return copy;
}

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes): Element {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (key !== "xmlns") made.setAttribute(key, String(value));
  return made;
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

/** Lines of at most so many letters. */
function wrapped(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
