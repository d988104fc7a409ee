// A study's results in every form that the page saves, as files of a folder.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readSources, type PictureSource } from "../data/sources.ts";
import { bundleOf } from "../study/exports/bundle.ts";
import { everything } from "../study/exports/exporters.ts";
import type { Places } from "./commandLine.ts";
import { EXIT, OutputError, RefusedError } from "./exitCodes.ts";
import { tell } from "./print.ts";
import { readPlaces } from "./studyPlaces.ts";
import { poolingLines } from "./studyResults.ts";

/** Writes them all, but no result that the page could not open; files of the same names are written anew. */
export async function writeFiles(places: Places, into: string): Promise<number> {
  const { result, pooling } = await readPlaces(places);
  const day = new Date().toISOString().slice(0, 10);
  const files = await everything.files(bundleOf(result, day, drawn));
  for (const [path, content] of Object.entries(files)) {
    const file = join(into, path);
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    } catch (error) {
      throw new OutputError(file, error);
    }
  }
  for (const remark of everything.leftOut(result)) tell(remark);
  if (pooling) tell(poolingLines(pooling).join("\n"));
  tell(`${Object.keys(files).length} files are in ${into}.`);
  return EXIT.done;
}

async function drawn(): Promise<readonly PictureSource[]> {
  const file = new URL("../../public/data/attribution.json", import.meta.url);
  try {
    return readSources(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    throw new RefusedError(
      `Who drew the pictures cannot be read from public/data/attribution.json: set the lab up again with "npm start".`,
      { cause },
    );
  }
}
