// Elements of SVG and HTML as text. Whatever comes in as words is escaped here, and nowhere else.

/** An element with its attributes and what stands in it. Of Markup only, so that no words pass unescaped. */
export interface Markup {
  readonly markup: string;
}

type Attributes = Readonly<Record<string, string | number>>;

/** What no XML may hold: control characters, and halves of a character. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\p{Surrogate}\uFFFE\uFFFF]/gu;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Those of HTML that have no end. */
const VOID: ReadonlySet<string> = new Set(["meta"]);

export function element(name: string, attributes: Attributes, ...inside: readonly (Markup | string)[]): Markup {
  const own = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const end = VOID.has(name) ? "" : `</${name}>`;
  return { markup: `<${name}${own.join("")}>${inside.map(textOf).join("")}${end}` };
}

/** Several elements beside each other. */
export function together(parts: readonly (Markup | string)[], between = ""): Markup {
  return { markup: parts.map(textOf).join(between) };
}

function textOf(part: Markup | string): string {
  return typeof part === "string" ? escaped(part) : part.markup;
}

function escaped(text: string): string {
  return text.replace(FORBIDDEN, "\uFFFD").replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
