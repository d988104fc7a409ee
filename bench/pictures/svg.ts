// A few lines of SVG: elements, a frame with axes, colours that read on white and on black.

export type Attributes = Readonly<Record<string, string | number>>;

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const list = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? +value.toFixed(2) : escaped(value)}"`)
    .join("");
  return children.length === 0 ? `<${name}${list}/>` : `<${name}${list}>${children.join("")}</${name}>`;
}

export const text = (x: number, y: number, content: string, attributes: Attributes = {}): string =>
  element("text", { x, y, ...attributes }, escaped(content));

/** Where a plot lies in its picture, and how its values become pixels. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  x(value: number): number;
  y(value: number): number;
}

/** The picture: readable on light and dark backgrounds, with a title and a description for screen readers. */
export function picture(
  width: number,
  height: number,
  title: string,
  description: string,
  content: readonly string[],
): string {
  const style = `
    text { font: 12px system-ui, sans-serif; fill: #1f2328 }
    .title { font-size: 15px; font-weight: 600 }
    .quiet { fill: #59636e }
    .grid { stroke: #d1d9e0; stroke-width: 1 }
    .ground { fill: #ffffff }
    .limit { stroke: #59636e; stroke-dasharray: 6 4; stroke-width: 1.5; fill: none }
    .series { fill: none; stroke-width: 2.25 }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc }
      .quiet { fill: #9198a1 }
      .grid { stroke: #3d444d }
      .ground { fill: #0d1117 }
      .limit { stroke: #9198a1 }
    }`;
  return `${element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "img" },
    element("title", {}, escaped(title)),
    element("desc", {}, escaped(description)),
    element("style", {}, style),
    element("rect", { class: "ground", width, height, rx: 6 }),
    ...content,
  )}\n`;
}

/** Colours distinct on white and on near-black, also for readers with colour blindness (after Okabe and Ito). */
export const colours = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#8c6bb1",
  "#7f7f7f",
  "#b2a100",
  "#a65628",
] as const;
