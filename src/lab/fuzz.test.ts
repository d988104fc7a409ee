// Whatever a file or a link holds: it is read, or refused with an error of its kind, in few words and with bounded work.
import { beforeEach, expect, test, vi } from "vitest";
import { randomStream } from "../data/random.ts";
import { defaultExperiment, makeExperiment, MOST_PINNED, pinnedWithHere } from "../recipe/experiment.ts";
import { parseExperimentText, writeExperiment } from "../recipe/experimentFile.ts";
import { byLabel } from "../recipe/labels.ts";
import { graphOf } from "../recipe/network.ts";
import { faultClauses, parseRecipe, RecipeError, textOfBytes } from "../recipe/parse.ts";
import { MOST_BYTES } from "../recipe/text.ts";
import version1 from "../recipe/versions/version1.json" with { type: "json" };
import type { Naming } from "../settings/words.ts";
import { MOST_CHARACTERS, readLink, writeLink } from "./link.ts";
import { LinkError, linkFaultWords } from "./linkFields.ts";

vi.mock("../recipe/network.ts", { spy: true });
beforeEach(() => void vi.mocked(graphOf).mockClear());

const LONGEST_MESSAGE = 4000;
/** Places named in a message: two for each of the problems that are told. */
const MOST_NAMED = 16;
/** A link's tags are read before its settings. */
const MOST_GRAPHS = 2 * (MOST_PINNED + 1);

const stream = randomStream(10, "fuzz");
const below = (end: number): number => stream.nextUint32() % end;
const pick = <T>(options: readonly T[]): T => options[below(options.length)] as T;

const several = makeExperiment(
  parseRecipe({
    dataset: { id: "coupled-10" },
    training: { optimizer: { method: "adam" }, schedule: { kind: "step" } },
  }),
  ["none", "relu"],
  pinnedWithHere(makeExperiment(parseRecipe({ network: { family: "miniXception" } }))).map((arm) => ({
    ...arm,
    name: "Ünï, 😀: 50 %",
  })),
);

const PIECES = [
  ..."\0\n\u007f\u202e\u2066\ufeff\u2028😀\ud800{}[]\",:=&%#'\\-0159.eé",
  "__proto__",
  "constructor",
  "null",
  "1e999",
  "-0",
  "NaN",
  "%E2%80%AE",
  "%E0%A4%A",
  '"seed":1,',
  "&seed=1",
  "&arm=",
  "arm=segments:7,",
  "name:",
  '"name":"a",',
  "v=2",
  '"version":1,',
  "x".repeat(200),
  "[".repeat(300),
  "&x=".repeat(100),
];

/** One to three changes: a piece put in or in the place of something, a part left out, repeated or moved to the end. */
function mutated(text: string): string {
  let result = text;
  for (let changes = 1 + below(3); changes > 0; changes--) {
    const start = below(result.length + 1);
    const end = Math.min(result.length, start + below(12));
    const [before, part, after] = [result.slice(0, start), result.slice(start, end), result.slice(end)];
    result = pick([
      () => before + pick(PIECES) + part + after,
      () => before + pick(PIECES) + after,
      () => before + after,
      () => before + part.repeat(2 + below(40)) + after,
      () => before + after + part,
      () => before,
    ])();
  }
  return result;
}

const VALUES = [null, true, -0, 0, 0.5, -1, 7, 48, 257, 1e300, "", "none", "\u202e", "x".repeat(5000), [], {}, [[[]]]];

const anyValue = (): unknown => structuredClone<unknown>(pick<unknown>(VALUES));

/** The JSON of a value with some parts replaced, renamed or put in. */
function withOtherValues(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === "" || below(40) > 0) return inner;
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return anyValue();
    const more = Object.fromEntries(Array.from({ length: below(30) }, () => [mutated(pick(PIECES)), anyValue()]));
    return pick([anyValue, () => ({ ...inner, ...more })])();
  });
}

interface Outcome {
  readonly message: string | null;
  readonly named: number;
}

/** What reading comes to; anything but an error of its kind fails the test. */
function outcomeOf(read: () => void): Outcome {
  let named = 0;
  const counted: Naming = (path) => {
    named++;
    return byLabel(path);
  };
  try {
    read();
    return { message: null, named };
  } catch (error) {
    if (error instanceof LinkError)
      return { message: `${error.message} ${linkFaultWords(error.fault, counted)}`, named };
    if (error instanceof RecipeError)
      return { message: `${error.message} ${faultClauses(error.fault, counted).join(" ")}`, named };
    throw error;
  }
}

function expectBounded({ message, named }: Outcome, input: string): void {
  const what = JSON.stringify(input.slice(0, 400));
  // Both wordings are counted together.
  expect((message ?? "").length, what).toBeLessThan(2 * LONGEST_MESSAGE);
  expect(message ?? "", what).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\p{Cs}/u);
  expect(named, what).toBeLessThanOrEqual(MOST_NAMED);
  expect(vi.mocked(graphOf).mock.calls.length, what).toBeLessThanOrEqual(MOST_GRAPHS);
  vi.mocked(graphOf).mockClear();
}

function tally(outcomes: readonly Outcome[]): { readonly read: number; readonly refused: number } {
  const read = outcomes.filter(({ message }) => message === null).length;
  return { read, refused: outcomes.length - read };
}

test("2,000 files", () => {
  const files = [defaultExperiment, several].map((each) => JSON.parse(writeExperiment(each)) as unknown);
  const sources = [...files, ...version1.recipes.map(({ recipe }) => recipe)];
  const encoder = new TextEncoder();
  const outcomes = Array.from({ length: 2000 }, () => {
    const text = pick([
      () => mutated(JSON.stringify(pick(sources), null, below(3))),
      () => withOtherValues(pick(sources)),
      () => mutated(withOtherValues(pick(sources))),
    ])();
    const bytes = encoder.encode(text);
    if (below(6) === 0) for (let index = below(3); index < 3; index++) bytes[below(bytes.length)] = below(256);
    const outcome = outcomeOf(() => {
      const read = parseExperimentText(textOfBytes(bytes));
      expect(parseExperimentText(writeExperiment(read))).toEqual(read);
    });
    expectBounded(outcome, text);
    return outcome;
  });
  expect(tally(outcomes).read).toBeGreaterThan(100);
  expect(tally(outcomes).refused).toBeGreaterThan(1000);
});

test("2,000 links", () => {
  const sources = [writeLink(several), "v=1&segments=3&epochs=2&arm=segments:8,width:64&arm=between:elu&between=none"];
  const outcomes = Array.from({ length: 2000 }, () => {
    const link = mutated(pick(sources));
    const outcome = outcomeOf(() => {
      const read = readLink(link);
      expect(readLink(writeLink(read))).toEqual(read);
    });
    expectBounded(outcome, link);
    return outcome;
  });
  expect(tally(outcomes).read).toBeGreaterThan(50);
  expect(tally(outcomes).refused).toBeGreaterThan(1000);
});

test.each<[string, string]>([
  ["an unknown name, repeated", "&x=1".repeat(1e6)],
  ["arms without settings", "&arm=".repeat(1e6)],
  ["as many arms as are read, all wrong", "&arm=segments:7".repeat(MOST_PINNED)],
  ["escapes", `data=${"%".repeat(MOST_CHARACTERS - 10)}`],
  ["a long list", `stages=${"1-".repeat(9000)}1`],
])("a large link: %s", (_, link) => {
  const outcome = outcomeOf(() => readLink(link));
  expect(outcome.message).not.toBeNull();
  expectBounded(outcome, link);
});

const filled = (length: number, text: (index: number) => string): string =>
  Array.from({ length }, (_, index) => text(index)).join();

test.each<[string, string]>([
  ["unknown names", `{${filled(5e4, (index) => `"k${index}":0`)}}`],
  ["one name, repeated", `{${filled(1e5, () => '"k":0')}}`],
  ["brackets", "[".repeat(MOST_BYTES)],
  ["closed brackets", "[".repeat(MOST_BYTES / 2) + "]".repeat(MOST_BYTES / 2)],
  ["a string", `"${"x".repeat(MOST_BYTES - 2)}"`],
  ["a string that does not end", `"${"x".repeat(MOST_BYTES - 1)}`],
  ["escapes that do not end", `"${"\\n".repeat(MOST_BYTES / 2 - 1)}`],
  ["digits", `[${"1".repeat(MOST_BYTES - 2)}]`],
  ["lines", "\n".repeat(MOST_BYTES)],
  ["kept networks", `{"experiment":1,"recipe":{},"pinned":[${filled(3e5, () => "{}")}]}`],
  ["stages", `{"network":{"stages":[${filled(4e5, () => "9")}]}}`],
  ["more than is read", " ".repeat(MOST_BYTES + 1)],
])("a large file: %s", (_, text) => {
  const outcome = outcomeOf(() => parseExperimentText(textOfBytes(new TextEncoder().encode(text))));
  expect(outcome.message).not.toBeNull();
  expectBounded(outcome, text);
});
