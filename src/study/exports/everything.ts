// All exporters' files together, with a description of them for machines.
import { archiveOf } from "./archive.ts";
import type { StudyResult } from "../result.ts";
import type { Bundle, Exporter, Files } from "./bundle.ts";
import { CRATE_FILE, crateOf, type Part } from "./crate.ts";

/** An archive of what these write, but for those that refuse the result. */
export function everythingOf(exporters: readonly Exporter[]) {
  const archive = archiveOf(
    {
      title: "Everything (ZIP)",
      purpose: "all of these with a description (RO-Crate), to keep or publish",
      file: "study.zip",
      holdsAll: true,
    },
    async (bundle) => {
      const willing = exporters.filter(({ refuses }) => (refuses?.(bundle.result) ?? null) === null);
      const parts = await Promise.all(willing.map((each) => partOf(each, bundle)));
      return { [CRATE_FILE]: await crateOf(bundle, parts), ...Object.assign({}, ...parts.map(filesOf)) };
    },
  );
  return { ...archive, leftOut: (result: StudyResult) => exporters.flatMap((each) => refusal(each, result)) };
}

/** "result.json is left out: the result …". */
function refusal({ file, refuses }: Exporter, result: StudyResult): readonly string[] {
  const why = refuses?.(result) ?? null;
  return why === null ? [] : [`${file} is left out: the result ${why}`];
}

async function partOf(exporter: Exporter, bundle: Bundle): Promise<Part> {
  const { title, purpose, type, file, files } = exporter;
  return files
    ? { title, purpose, type, path: `${file.replace(/\.zip$/, "")}/`, content: await files(bundle) }
    : { title, purpose, type, path: file, content: await exporter.write(bundle) };
}

function filesOf({ path, content }: Part): Files {
  if (typeof content === "string" || content instanceof Uint8Array) return { [path]: content };
  return Object.fromEntries(Object.entries(content).map(([file, own]) => [`${path}${file}`, own]));
}
