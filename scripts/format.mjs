// `npm run format`: formats the whole tree with oxfmt. With `--check` it changes nothing and exits with
// code 1 where something would change. oxfmt takes AssemblyScript for TypeScript, except for decorators
// on functions, which are hidden from it in comments.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "oxfmt";
import { binOf, isMain, runToEnd } from "./programs.mjs";
import { filesUnder, root } from "./stamps.mjs";

const HIDDEN = "// decorator: ";

/** Formats everything; returns whether all of it is formatted (with `check`: already was). */
export async function formatTree({ check }) {
  const { code } = await runToEnd(process.execPath, [binOf("oxfmt"), ...(check ? ["--check"] : []), "."]);
  const changed = (await Promise.all(assemblyScripts().map((file) => formatOne(file, check)))).filter(
    (file) => file !== null,
  );
  if (check) for (const file of changed) console.error(`${file} is not laid out as \`npm run format\` would.`);
  return code === 0 && (!check || changed.length === 0);
}

/** Formatted AssemblyScript. Throws an error that names the file where it cannot be parsed. */
export async function layOut(file, source) {
  const { code, errors } = await format(file, source.replace(/^@/gm, `${HIDDEN}@`), { printWidth: 140 });
  if (errors.length > 0) throw new Error(`${file} cannot be formatted: ${errors[0].message}`);
  return code.replaceAll(HIDDEN, "");
}

function assemblyScripts() {
  return filesUnder(["src", "bench"], (file) => file.endsWith(".as.ts") && !file.includes("/built/"));
}

/** The file's name where formatting changes (or would change) it, else null. */
async function formatOne(file, check) {
  const before = readFileSync(join(root, file), "utf8");
  const after = await layOut(file, before);
  if (after === before) return null;
  if (!check) writeFileSync(join(root, file), after);
  return file;
}

if (isMain(import.meta.url)) process.exitCode = (await formatTree({ check: process.argv.includes("--check") })) ? 0 : 1;
