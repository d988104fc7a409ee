// Several files as one ZIP archive. The same files are the same bytes, on every machine and at any time.
import type { Bundle, Exporter, Files } from "./bundle.ts";

/** The first moment that the format has, in every time zone. */
const MOMENT = "1980-01-01T00:00:00";

async function zipOf(files: Files): Promise<Uint8Array> {
  const { strToU8, zipSync } = await import("fflate");
  const bytes = Object.entries(files).map(([path, content]) => [
    path,
    typeof content === "string" ? strToU8(content) : content,
  ]);
  return zipSync(Object.fromEntries(bytes), { mtime: MOMENT });
}

/** An exporter of several files: alone an archive of them, among others a folder. */
export function archiveOf(
  words: Pick<Exporter, "title" | "purpose" | "file" | "holdsAll">,
  files: (bundle: Bundle) => Files | Promise<Files>,
) {
  return {
    ...words,
    type: "application/zip",
    files,
    write: async (bundle: Bundle) => zipOf(await files(bundle)),
  } satisfies Exporter;
}
