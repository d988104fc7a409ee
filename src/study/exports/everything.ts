// All exporters' files together, with a description of them for machines.
import { archiveOf } from "./archive.ts";
import type { Bundle, Exporter, Files } from "./bundle.ts";
import { CRATE_FILE, crateOf, type Part } from "./crate.ts";

/** An archive of what these write. */
export function everythingOf(exporters: readonly Exporter[]) {
  return archiveOf(
    {
      title: "Everything (ZIP)",
      purpose: "all of these with a description (RO-Crate), to keep or publish",
      file: "study.zip",
    },
    async (bundle) => {
      const parts = await Promise.all(exporters.map((each) => partOf(each, bundle)));
      return { [CRATE_FILE]: await crateOf(bundle, parts), ...Object.assign({}, ...parts.map(filesOf)) };
    },
  );
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
