// A study as a file: read with every fault named by its place, and written so that it is read the same again.
import { parseRecipe, readJson, RecipeError } from "../recipe/parse.ts";
import { RECIPE } from "../recipe/settings.ts";
import { isRecord } from "../settings/field.ts";
import { allLeaves } from "../settings/leaves.ts";
import type { Allowed, Path } from "../settings/problem.ts";
import { MATCHES, type Match } from "./match.ts";
import {
  combinationCount,
  MOST_ARMS,
  MOST_MARGIN,
  MOST_SEEDS,
  STUDY_VERSION,
  type Factor,
  type FactorValue,
  type Study,
} from "./study.ts";

const KEYS = ["study", "name", "question", "base", "factors", "seeds", "match", "tuned", "margin"] as const;
const FACTOR_KEYS = ["setting", "values"] as const;
/** Characters of a name or a question. */
export const LONGEST_TEXT = 500;

/** The file's text. */
export function writeStudy(study: Study): string {
  return `${JSON.stringify(studyFile(study), null, 2)}\n`;
}

/** What the file holds. */
export function studyFile(study: Study): Readonly<Partial<Record<(typeof KEYS)[number], unknown>>> {
  return { study: STUDY_VERSION, ...study };
}

/** Reads a file's text; throws RecipeError. */
export function parseStudyText(text: string): Study {
  return parseStudy(readJson(text));
}

/** Checks everything but whether each combination can be built, which its arms tell; throws RecipeError. */
export function parseStudy(input: unknown): Study {
  const file = recordAt([], input, KEYS);
  const version = file["study"];
  if (typeof version === "number" && version > STUDY_VERSION)
    throw fault(["study"], version, { kind: "older version", newest: STUDY_VERSION });
  if (version !== STUDY_VERSION) throw fault(["study"], version, { kind: "one of", values: [STUDY_VERSION] });
  const factors = listAt(["factors"], file["factors"] ?? [], MOST_ARMS).map((factor, at) =>
    readFactor(factor, ["factors", at]),
  );
  const repeated = factors.findIndex(({ setting }, at) =>
    factors.slice(0, at).some((other) => other.setting === setting),
  );
  if (repeated >= 0) throw fault(["factors", repeated, "setting"], factors[repeated]?.setting, { kind: "text" });
  if (combinationCount({ factors }) > MOST_ARMS)
    throw fault(["factors"], "more combinations", { kind: "list", longest: MOST_ARMS });
  return {
    name: textAt(["name"], file["name"]),
    question: textAt(["question"], file["question"] ?? ""),
    base: parseRecipe(file["base"] ?? {}),
    factors,
    seeds: readSeeds(file["seeds"]),
    ...(file["match"] !== undefined && { match: readMatch(file["match"]) }),
    ...(file["tuned"] !== undefined && { tuned: readTuned(file["tuned"], factors) }),
    margin: numberAt(["margin"], file["margin"] ?? 1, 0, MOST_MARGIN),
  };
}

function readFactor(input: unknown, place: Path): Factor {
  const factor = recordAt(place, input, FACTOR_KEYS);
  const setting = factor["setting"];
  const known = [...new Set(allLeaves(RECIPE).map(({ link }) => link))].filter(
    (link) => link !== "seed" && link !== "version",
  );
  if (typeof setting !== "string" || !known.includes(setting))
    throw fault([...place, "setting"], setting, { kind: "one of", values: known });
  const values = listAt([...place, "values"], factor["values"], MOST_ARMS);
  if (values.length === 0) throw fault([...place, "values"], values, { kind: "list", longest: MOST_ARMS });
  return { setting, values: values.map((value, at) => readValue(value, [...place, "values", at])) };
}

function readValue(value: unknown, place: Path): FactorValue {
  if (typeof value === "string" || typeof value === "boolean") return value;
  // −0 is 0: no recipe can have it.
  if (typeof value === "number" && Number.isFinite(value)) return value + 0;
  if (Array.isArray(value) && value.every((item): item is number => Number.isFinite(item)))
    return value.map((item) => item + 0);
  throw fault(place, value, { kind: "text" });
}

function readMatch(input: unknown): Match {
  const match = MATCHES.find((each) => each === input);
  if (!match) throw fault(["match"], input, { kind: "one of", values: MATCHES });
  return match;
}

/** Of several factors one: without another, nothing would be left to compare. */
function readTuned(input: unknown, factors: readonly Factor[]): string {
  const settings = factors.map(({ setting }) => setting);
  const tuned = settings.find((setting) => setting === input);
  if (tuned === undefined || settings.length < 2)
    throw fault(["tuned"], input, { kind: "one of", values: settings.length < 2 ? [] : settings });
  return tuned;
}

function readSeeds(input: unknown): readonly number[] {
  const { min, max } = RECIPE.fields.seed;
  const seeds = listAt(["seeds"], input, MOST_SEEDS).map((seed, at) => {
    if (typeof seed === "number" && Number.isInteger(seed) && seed >= min && seed <= max) return seed;
    throw fault(["seeds", at], seed, { kind: "setting", setting: RECIPE.fields.seed });
  });
  if (seeds.length === 0) throw fault(["seeds"], seeds, { kind: "list", longest: MOST_SEEDS });
  return [...new Set(seeds)];
}

function recordAt(place: Path, value: unknown, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw fault(place, value, { kind: "group", keys });
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw fault([...place, unknown], value[unknown], { kind: "no field", keys });
  return value;
}

function listAt(place: Path, value: unknown, longest: number): readonly unknown[] {
  if (Array.isArray(value) && value.length <= longest) return value;
  throw fault(place, value, { kind: "list", longest });
}

function textAt(place: Path, value: unknown): string {
  if (typeof value === "string" && value.length <= LONGEST_TEXT) return value;
  throw fault(place, value, { kind: "text" });
}

function numberAt(place: Path, value: unknown, min: number, max: number): number {
  if (typeof value === "number" && value >= min && value <= max) return value + 0;
  throw fault(place, value, { kind: "text" });
}

function fault(path: Path, value: unknown, allowed: Allowed): RecipeError {
  return new RecipeError({ kind: "fields", problems: [{ path, value, allowed }] });
}
