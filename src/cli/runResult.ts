// A run that the command line has kept, as a result tells it.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Recipe } from "../recipe/schema.ts";
import type { RunEvent } from "../run/events.ts";
import type { ResultRun } from "../study/result.ts";
import { isSameEngine, tellRun } from "../study/tell.ts";
import { EVENTS } from "./runFolder.ts";

/** A finished run's result; null before, or where something of it is missing. */
export async function resultOf(place: string, recipe: Recipe): Promise<ResultRun | null> {
  const file = join(place, EVENTS);
  return existsSync(file) ? resultOfEvents(await readFile(file, "utf8"), recipe) : null;
}

/** The same from the lines of its events. */
export function resultOfEvents(lines: string, recipe: Recipe): ResultRun | null {
  const events = lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as RunEvent);
  const beginnings = events.filter((event) => event.type === "started");
  const [started] = beginnings;
  const finished = events.at(-1);
  if (!started || finished?.type !== "finished") return null;
  // Where it went on otherwise than it began, no terms are its own.
  const isOne = beginnings.every(
    ({ version, engine }) => version === started.version && isSameEngine(engine, started.engine),
  );
  if (!isOne) return null;
  const losses = events.flatMap((event) => (event.type === "step" ? [event.loss] : []));
  const evaluations = events.filter((event) => event.type === "evaluated");
  return tellRun({ recipe, started, losses, evaluations, elapsedMs: finished.elapsedMs });
}
