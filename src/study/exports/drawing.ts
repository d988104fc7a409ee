// The drawing of means and intervals as elements of SVG, as charts/IntervalChart.tsx draws it on the page.
import { barPath, lineThrough, placesIn, type IntervalPoint } from "../../charts/interval.ts";
import { markerPath } from "../../charts/mark.ts";
import type { StudyChart } from "../chart.ts";
import { element, type Markup } from "../../charts/markup.ts";
import { BAND, HAIR, SOFT } from "../../charts/paper.ts";

const MARGIN = { top: 12, right: 12, bottom: 44, left: 46 };
const WORDS = { fill: SOFT, "font-size": 12 };
const CLIP = "plot";

/** In pixels of its own, from its upper left corner. */
export function drawing(
  { title, values, isScale, series, axis, bands }: StudyChart,
  width: number,
  height: number,
): Markup[] {
  const places = placesIn({ width, height, margin: MARGIN }, values.length, series, axis);
  const { ticks, x, y, slot } = places;
  const inside = { x1: MARGIN.left, x2: width - MARGIN.right };
  return [
    ...ticks.flatMap((tick) => [
      element("line", { ...inside, y1: y(tick), y2: y(tick), stroke: HAIR }),
      element(
        "text",
        { ...WORDS, x: MARGIN.left - 8, y: y(tick), dy: "0.32em", "text-anchor": "end" },
        `${tick}${axis.unit}`,
      ),
    ]),
    ...values.map((value, index) =>
      element("text", { ...WORDS, x: x(index), y: height - MARGIN.bottom + 18, "text-anchor": "middle" }, value),
    ),
    element("text", { ...WORDS, x: (inside.x1 + inside.x2) / 2, y: height - 6, "text-anchor": "middle" }, title),
    // An interval of two runs may reach far beyond the axis.
    element("clipPath", { id: CLIP }, element("rect", { x: 0, y: 0, width, height: height - MARGIN.bottom })),
    element(
      "g",
      { "clip-path": `url(#${CLIP})`, fill: BAND },
      ...bands.map(({ index, low, high }) =>
        element("rect", { x: x(index) - slot / 2, width: slot, y: y(high), height: y(low) - y(high) }),
      ),
    ),
    ...series.map((each, line) => {
      const { mark, points } = each;
      const known = points.flatMap((point, index) => (point ? [{ point, x: x(index, line) }] : []));
      const stroke = { fill: "none", stroke: mark.colour, "stroke-width": 1.4 };
      const dash = mark.dash && { "stroke-dasharray": mark.dash };
      return element(
        "g",
        { "clip-path": `url(#${CLIP})` },
        ...(isScale ? [element("path", { ...stroke, ...dash, d: lineThrough(each, line, places) })] : []),
        ...known.flatMap(({ point, x: place }) => spread(point, place, y)),
        ...known.map(({ point, x: place }) =>
          element("path", {
            fill: point.colour,
            d: markerPath(mark.marker, 4.4),
            transform: `translate(${place} ${y(point.mean)})`,
          }),
        ),
      );
    }),
  ];
}

function spread({ interval, values, colour }: IntervalPoint, x: number, y: (value: number) => number): Markup[] {
  return [
    ...values.map((value) => element("circle", { fill: colour, opacity: 0.45, cx: x, cy: y(value), r: 1.8 })),
    ...(interval
      ? [element("path", { fill: "none", stroke: colour, "stroke-width": 1.4, d: barPath(interval, x, y) })]
      : []),
  ];
}
