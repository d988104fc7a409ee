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
  return [`# ${title}`, question, ...sections.flatMap((each) => [`## ${each.title}`, ...each.blocks.map(blockText)])]
    .join("\n\n")
    .concat("\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return inlineText(block.parts);
    case "quotation":
      return block.text
        .split(/\s*\n\s*/)
        .map((line) => `> ${line}`)
        .join("\n");
    case "list":
      return block.items.map((item) => `- ${inlineText(item)}`).join("\n");
    case "table":
      return [line(block.head), line(block.head.map(() => "---")), ...block.rows.map(line)].join("\n");
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
      if (typeof part === "string") return part;
      return "code" in part ? `\`${part.code}\`` : `[${part.words}](${part.address})`;
    })
    .join("");
}
