// Puts reports into the pages of docs/: fills in their tables, which are between
// "<!-- REPORT: TABLE -->" and "<!-- end -->".
//   node --import tsx bench/document.ts
// Numbers come from the reports alone; nothing is typed in.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { filledIn, withoutLayout } from "./markdown.ts";
import { readReport } from "./results.ts";

const docs = new URL("../docs/", import.meta.url);
for (const name of readdirSync(docs).filter((each) => each.endsWith(".md"))) {
  const page = readFileSync(new URL(name, docs), "utf8");
  const filled = filledIn(page, readReport);
  if (withoutLayout(filled) !== withoutLayout(page)) writeFileSync(new URL(name, docs), filled);
}
