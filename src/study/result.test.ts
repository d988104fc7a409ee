// A result comes back as it was written, and nothing that was changed on its way is taken for one.
import { describe, expect, test } from "vitest";
import { compareNumbers, differingTerms, isSameEverywhere } from "./check.ts";
import { EPOCHS, numbersOf, result, runs, study, terms } from "./fixtures/smallResult.ts";
import { numbersDigest, readResult, writeResult } from "./result.ts";

const float = Math.fround;

describe("a result", () => {
  test("is read as it was written, to the last bit, with its guess", () => {
    const read = readResult(writeResult(result));
    expect(read).toEqual(result);
    expect(read.runs.map(({ numbers }) => numbersDigest(numbers))).toEqual(
      runs.map(({ numbers }) => numbersDigest(numbers)),
    );
    expect(new Set(runs.map(({ numbers }) => numbersDigest(numbers))).size).toBe(4);
    expect(read.runs[3]).toMatchObject({ recipe: { seed: 2 }, numbers: { test: { accuracy: float(0.46) } } });
  });

  test("leaves out runs that are none of its study's", () => {
    const strange = { ...runs[0]!, recipe: { ...study.base, storage: "float16" as const } };
    expect(readResult(writeResult({ ...result, runs: [strange, runs[1]!] })).runs).toEqual([runs[1]]);
  });

  test("that has lost its end, or a number of which was changed, is refused whole", () => {
    const text = writeResult(result);
    for (const length of [0, 1, 100, text.length - 3])
      expect(() => readResult(text.slice(0, length))).toThrow(/no JSON|digest/);
    expect(() => readResult(text.replace('"seed":1', '"seed":2'))).toThrow("digest");
    expect(() => readResult(text.replace("None wins.", "ReLU wins."))).toThrow("digest");
  });

  test.each([
    ["a newer version", { result: 2 }, /newer version/],
    ["an unknown field", { extra: 1 }, /not as results are/],
    ["a name of an object’s prototype", JSON.parse('{"__proto__": {"isAdmin": true}}'), /digest|not as results are/],
    ["another engine", { terms: [{ ...terms, engine: "abacus" }] }, /terms\.0\.engine/],
    ["a run that is no text", { runs: [{ arm: 0, seed: 1, terms: 0, ms: 1, numbers: "<b>" }] }, /runs\.0\.numbers/],
  ])("with %s is refused, and says where", (_what, change, words) => {
    expect(() => readResult(JSON.stringify({ ...JSON.parse(writeResult(result)), ...change }))).toThrow(words);
    expect(({} as Record<string, unknown>)["isAdmin"]).toBeUndefined();
  });

  test.each([
    ["numbers that are none", { ...runs[0]!, numbers: { ...numbersOf(0), losses: Float32Array.of(1, NaN, 1, 1) } }],
    ["steps that make no epoch", { ...runs[0]!, numbers: { ...numbersOf(0), losses: Float32Array.of(1, 2, 3) } }],
    ["an accuracy above one", { ...runs[0]!, numbers: { ...numbersOf(0), test: { loss: 1, accuracy: float(1.1) } } }],
  ])("with %s is refused though its digest is right", (_what, run) => {
    expect(() => readResult(writeResult({ ...result, runs: [run] }))).toThrow("that no run can tell");
  });

  test("with a run twice, or of a seed that its study has not, is refused though its digest is right", () => {
    expect(() => readResult(writeResult({ ...result, runs: [runs[0]!, runs[0]!] }))).toThrow("twice");
    const other = { ...runs[0]!, recipe: { ...runs[0]!.recipe, seed: 9 } };
    expect(() => readResult(writeResult({ ...result, runs: [other] }))).toThrow("its study has not");
  });
});

describe("a run that was trained again", () => {
  test("is identical bit for bit, or parts at the first number that differs, in the order of training", () => {
    const told = numbersOf(1);
    // 4 losses, 3 evaluations on validation and 1 on test with two numbers each.
    expect(compareNumbers(told, numbersOf(1))).toEqual({ kind: "identical", numbers: 12 });
    const losses = told.losses.slice();
    losses[2] = float(losses[2]! * (1 + 2 ** -23));
    const late = { ...told, losses };
    expect(compareNumbers(told, late)).toEqual({
      kind: "parts",
      first: { what: "step loss", at: 3, told: told.losses[2], found: losses[2] },
    });
    const early = {
      ...late,
      validation: told.validation.map((own, epoch) => (epoch === 1 ? { ...own, loss: 9 } : own)),
    };
    expect(compareNumbers(told, early)).toMatchObject({ first: { what: "validation loss", at: 1, found: 9 } });
    expect(compareNumbers(told, { ...told, test: { ...told.test, accuracy: 0 } })).toMatchObject({
      first: { what: "test accuracy", at: EPOCHS },
    });
  });

  test("is not identical to a run of fewer or more steps, even where the numbers follow each other", () => {
    const found = numbersOf(1);
    // The last losses told as if they were measured: a forger's way to an accuracy.
    const [a = 0, b = 0] = found.losses.subarray(2);
    const told = {
      ...found,
      losses: found.losses.slice(0, 2),
      validation: [{ loss: a, accuracy: b }, ...found.validation],
    };
    expect(compareNumbers(told, found).kind).toBe("parts");
    expect(compareNumbers(found, told).kind).toBe("parts");
    const shorter = { ...found, validation: found.validation.slice(0, -1) };
    expect([compareNumbers(shorter, found).kind, compareNumbers(found, shorter).kind]).toEqual(["parts", "parts"]);
  });

  test("may differ where version, engine or data do; an adapter decides on a GPU only", () => {
    expect(differingTerms(terms, { ...terms, adapter: "WebAssembly, elsewhere" })).toEqual([]);
    const gpu = { ...terms, engine: "webgpu" } as const;
    expect(differingTerms(gpu, { ...gpu, adapter: "another GPU" })).toEqual(["adapter"]);
    expect([isSameEverywhere(terms), isSameEverywhere(gpu)]).toEqual([true, false]);
    expect(differingTerms(terms, { ...terms, version: "0.2.0", engine: "webgpu" })).toEqual(["version", "engine"]);
  });
});
