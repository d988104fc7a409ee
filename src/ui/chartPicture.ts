// A chart of the page as a picture that stands alone, in the colours of paper, whatever the page's are.
import type { Mark } from "../charts/mark.ts";
import { framed } from "../charts/frame.ts";

export interface PictureWords {
  readonly title: string;
  readonly legend: readonly Mark[];
  /** Paragraphs. */
  readonly caption: readonly string[];
}

/** What a chart's style sheet decides, and the picture has to carry. */
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
] as const;

/** The text of an SVG file. */
export function chartPicture(chart: SVGSVGElement, words: PictureWords): string {
  const { width, height } = chart.getBoundingClientRect();
  const writer = new XMLSerializer();
  const { copy, legend } = inLight(() => ({ copy: styled(chart), legend: words.legend.map(inColour) }));
  const drawing = [...copy.childNodes].map((node) => ({ markup: writer.serializeToString(node) }));
  return framed({ ...words, legend, drawing, width, height }).markup;
}

/** As on a light page. Nothing is painted before its own theme is put back. */
function inLight<T>(read: () => T): T {
  const { dataset } = document.documentElement;
  const before = dataset["theme"];
  // As theme.ts sets it.
  dataset["theme"] = "light";
  const found = read();
  if (before === undefined) delete dataset["theme"];
  else dataset["theme"] = before;
  return found;
}

/** A copy with its styles written out. */
function styled(chart: SVGSVGElement): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = chart.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((each, at) => {
    const original = originals[at];
    if (!original) return;
    const computed = getComputedStyle(original);
    for (const name of STYLES) each.setAttribute(name, computed.getPropertyValue(name));
    for (const name of ["class", "style", "tabindex"]) each.removeAttribute(name);
  });
  return copy;
}

/** A file knows no variables of the page. */
function inColour(mark: Mark): Mark {
  const probe = document.createElement("i");
  probe.style.color = mark.colour;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return { ...mark, colour: color };
}
