// The report in Markdown, for notes and repositories.
import { provenanceOf, reportOf, type Block, type Inline, type Report } from "../report.ts";
import type { Exporter } from "./bundle.ts";

export const reportMarkdown: Exporter = {
  title: "Report (Markdown)",
  purpose: "tables, verdict and caveats, for notes and repositories",
  file: "report.md",
  type: "text/markdown",
  write: ({ result, outcome }) => markdownOf(reportOf(result.study, outcome, provenanceOf(result))),
};

export function markdownOf({ title, question, sections }: Report): string {
  return [
    `# ${escaped(title)}`,
    escaped(question),
    ...sections.flatMap((each) => [`## ${each.title}`, ...each.blocks.map(blockText)]),
  ]
    .join("\n\n")
    .concat("\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return inlineText(block.parts);
    case "quotation":
      return block.text
        .split(/\s*[\r\n]\s*/)
        .map((words) => `> ${escaped(words)}`)
        .join("\n");
    case "list":
      return block.items.map((item) => `- ${inlineText(item)}`).join("\n");
    case "table":
      return [line(block.head), `|${" --- |".repeat(block.head.length)}`, ...block.rows.map(line)].join("\n");
    default:
      return block satisfies never;
  }
}

function line(cells: readonly Inline[]): string {
  return `| ${cells.map((cell) => inlineText([cell]).replaceAll("|", "\\|")).join(" | ")} |`;
}

function inlineText(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return escaped(part);
      return "code" in part ? `\`${part.code}\`` : `[${escaped(part.words)}](${part.address})`;
    })
    .join("");
}

/** On one line, and escaped where Markdown or HTML would read more into it than words (CommonMark 0.31, sections 2.4 and 4). */
function escaped(words: string): string {
  return words
    .replaceAll(/\s*[\r\n]\s*/g, " ")
    .replaceAll(/[\\`*_~[\]<]|&(?=#?\w+;)/g, "\\$&")
    .replace(/^ *(?=[#>=]|[-+](?:[-\s]|$))/, "\\")
    .replace(/^ *(\d+)(?=[.)](?:\s|$))/, "$1\\");
}
