// Thousands of changed results: each is refused with a reason, or is what it was. None does anything else.
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "../data/sha256.ts";
import { canonicalJson } from "../recipe/hash.ts";
import { parseRecipe } from "../recipe/parse.ts";
import { readResult, ResultError, writeResult, type StudyResult } from "./result.ts";
import { runsOfStudy, type Study } from "./study.ts";

const RUNS_OF_EACH = 1500;
const SEED = 12;

const study: Study = {
  name: "Fuzzed",
  question: "Which?",
  base: parseRecipe({ network: { width: 6, module: { segments: 3 }, stages: [1] }, training: { epochs: 1 } }),
  factors: [{ setting: "between", values: ["none", "relu"] }],
  seeds: [1, 2],
  margin: 1,
};
const measure = { loss: 2, accuracy: 0.5 };
const result: StudyResult = {
  study,
  guess: null,
  runs: runsOfStudy(study).map((recipe) => ({
    recipe,
    terms: { version: "0.3.0", engine: "wasm-simd", adapter: "WebAssembly", datasetChecksum: "a".repeat(64) },
    elapsedMs: 1000,
    numbers: { losses: Float32Array.of(2.5, 2.25), validation: [measure, measure], test: measure },
  })),
};
const text = writeResult(result);

/** What reading it gives, or "refused" where it is refused as it should be: with a sentence. */
function outcomeOf(changed: string): StudyResult | "refused" {
  try {
    return readResult(changed);
  } catch (error) {
    if (!(error instanceof ResultError)) throw error;
    expect(error.message).toMatch(/^[a-z].*\.$/s);
    return "refused";
  }
}

test(`a result of which some characters were replaced or lost is refused, or says the same (${RUNS_OF_EACH} tries)`, () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.nat(8), fc.string({ maxLength: 8 }), (at, lost, put) => {
      const changed = outcomeOf(text.slice(0, at) + put + text.slice(at + lost));
      if (changed === "refused") refused++;
      else expect(changed).toEqual(result);
    }),
    { numRuns: RUNS_OF_EACH, seed: SEED },
  );
  expect(refused).toBeGreaterThan(RUNS_OF_EACH / 2);
});

test(`any JSON in the place of any part is refused though the digest fits, or can be written again (${RUNS_OF_EACH} tries)`, () => {
  const { digest: _, ...body } = JSON.parse(text) as Record<string, unknown>;
  const places = placesOf(body);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
      const changed = replaced(body, place, value);
      let digest = "";
      try {
        digest = sha256(new TextEncoder().encode(canonicalJson(changed)));
      } catch {
        // Of −0 there is none: it has to be refused all the same.
      }
      const read = outcomeOf(JSON.stringify({ ...(changed as object), digest }));
      if (read !== "refused") expect(readResult(writeResult(read))).toEqual(read);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    }),
    { numRuns: RUNS_OF_EACH, seed: SEED },
  );
});

test.each([
  ["−0", text.replace('"ms":1000', '"ms":-0')],
  ["an infinity", text.replace('"guess":null', '"guess":1e999')],
  [
    "a hundred thousand lists in each other",
    text.replace('"guess":null', `"guess":${"[".repeat(1e5)}${"]".repeat(1e5)}`),
  ],
])("%s is refused like anything else", (_what, changed) => {
  expect(changed).not.toBe(text);
  expect(outcomeOf(changed)).toBe("refused");
});

function placesOf(value: unknown, place: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [place];
  return [
    ...(place.length > 0 ? [place] : []),
    ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...place, key])),
  ];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((inner: unknown, at) => (String(at) === key ? replaced(inner, rest, by) : inner));
  const own = value as Readonly<Record<string, unknown>>;
  return { ...own, [key]: replaced(own[key], rest, by) };
}
