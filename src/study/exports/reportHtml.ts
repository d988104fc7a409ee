// The report as one web page that needs nothing else: for reading, printing and handing on.
import { provenanceOf, reportOf, type Block, type Inline, type Report } from "../report.ts";
import { appendix } from "./appendix.ts";
import type { Exporter } from "./bundle.ts";
import { figureOf } from "./figure.ts";
import { element, together, type Markup } from "../../charts/markup.ts";
import { HAIR, INK, PAPER, SOFT } from "../../charts/paper.ts";

export const reportHtml: Exporter = {
  title: "Report (web page)",
  purpose: "chart, tables and every setting in one file, to read and print",
  file: "report.html",
  type: "text/html",
  write: async (bundle) => {
    const { result, outcome } = bundle;
    const provenance = provenanceOf(result);
    const report = reportOf(result.study, outcome, provenance);
    const sections = [...report.sections, ...(await appendix(bundle))];
    return pageOf({ ...report, sections }, figureOf(result.study, outcome.accuracy, provenance.mixture));
  },
};

const STYLE = `
:root { color: ${INK}; background: ${PAPER}; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
svg { display: block; width: 100%; height: auto; max-width: 752px; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid ${HAIR}; white-space: pre-line; }
table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid ${HAIR}; text-align: left; vertical-align: top; }
th { color: ${SOFT}; font-weight: 600; }
th, td { white-space: nowrap; }
code { overflow-wrap: anywhere; font-size: 0.8em; }
td code { display: inline-block; max-width: 22rem; white-space: normal; }
.wide { overflow-x: auto; }
@media print {
  @page { margin: 18mm; }
  :root { font-size: 10.5pt; }
  body { max-width: none; margin: 0; padding: 0; }
  .wide { overflow: visible; }
  th, td { white-space: normal; }
  tr, svg, blockquote { break-inside: avoid; }
  thead { display: table-header-group; }
  h2 { break-after: avoid; }
}
`;

function pageOf({ title, question, sections }: Report, figure: Markup): string {
  const head = element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { name: "viewport", content: "width=device-width" }),
    // Nothing is loaded and nothing runs, whatever a study's words say.
    element("meta", {
      "http-equiv": "Content-Security-Policy",
      content: "default-src 'none'; style-src 'unsafe-inline'",
    }),
    element("title", {}, title),
    element("style", {}, { markup: STYLE }),
  );
  const main = element(
    "main",
    {},
    element("h1", {}, title),
    element("p", {}, question),
    figure,
    ...sections.map((section) =>
      element("section", {}, element("h2", {}, section.title), ...section.blocks.map(blockMarkup)),
    ),
  );
  return `<!doctype html>\n${element("html", { lang: "en" }, head, "\n", element("body", {}, main)).markup}\n`;
}

function blockMarkup(block: Block): Markup {
  switch (block.kind) {
    case "paragraph":
      return element("p", {}, inline(block.parts));
    case "quotation":
      return element("blockquote", {}, block.text);
    case "list":
      return element("ul", {}, ...block.items.map((item) => element("li", {}, inline(item))));
    case "table": {
      const row = (name: string, cells: readonly Inline[]) =>
        element("tr", {}, ...cells.map((cell) => element(name, {}, inline([cell]))));
      const head = element("thead", {}, row("th", block.head));
      const body = element("tbody", {}, ...block.rows.map((cells) => row("td", cells)));
      return element("div", { class: "wide", tabindex: 0 }, element("table", {}, head, body));
    }
    default:
      return block satisfies never;
  }
}

function inline(parts: readonly Inline[]): Markup {
  return together(
    parts.map((part) => {
      if (typeof part === "string") return part;
      if ("code" in part) return element("code", {}, part.code);
      return element("a", { href: part.address }, part.words);
    }),
  );
}
