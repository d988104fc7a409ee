// Results of a class become one: each run once, nothing mixed that nobody asked for, and in any order the same.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRecipe } from "../../recipe/parse.ts";
import { poolResults, type NamedResult } from "./pool.ts";
import { fileFates, mixable, viewOfPool } from "./poolView.ts";
import { readResult, writeResult, type ResultRun, type StudyResult, type Terms } from "../result.ts";
import { MOST_SEEDS, runsOfStudy, type Study } from "../study.ts";
import { gpu, resultOf, studyOf, wasm } from "../testResults.ts";

const named = (results: Readonly<Record<string, StudyResult>>): readonly NamedResult[] =>
  Object.entries(results).map(([file, result]) => ({ file, result }));

/** What is shown of the largest group of the largest study. */
function shown(files: readonly NamedResult[], isMixed = false) {
  const [pool] = poolResults(files);
  const [group] = pool?.groups ?? [];
  if (!pool || !group) throw new Error("There is nothing to pool.");
  const view = viewOfPool(pool, group, isMixed);
  return { pool, group, view, fates: Object.fromEntries(fileFates(pool, view)) };
}
const told = ({ runs }: StudyResult) => runs.map(({ recipe, terms }) => `${recipe.seed} ${terms.engine}`);

describe("a pool", () => {
  test("has the seeds and runs of all files, in the order of seeds and arms, and can be saved and read", () => {
    const { view, fates } = shown(named({ "b.json": resultOf([3, 4]), "a.json": resultOf([11]) }));
    expect(view.result.study.seeds).toEqual([3, 4, 11]);
    expect(view.result.runs).toEqual(resultOf([3, 4, 11]).runs);
    expect(readResult(writeResult(view.result))).toEqual(view.result);
    expect(fates["a.json"]).toEqual({ kind: "pooled", brought: 2, duplicates: 0, contradicted: 0, leftOut: 0 });
  });

  test("counts a run once that several files tell alike, and names the file that brought it", () => {
    const { view, fates } = shown(
      named({ "a.json": resultOf([1, 2]), "b.json": resultOf([2]), "c.json": resultOf([2, 3]) }),
    );
    expect(told(view.result)).toHaveLength(6);
    expect(fates["b.json"]).toEqual({ kind: "duplicate", of: ["a.json"] });
    expect(fates["c.json"]).toMatchObject({ brought: 2, duplicates: 2 });
  });

  test("takes none of what files tell otherwise on the same terms, and says of which number and in which files", () => {
    const { view, fates } = shown(
      named({ "a.json": resultOf([1]), "b.json": resultOf([1], wasm, { lie: 1 }), "c.json": resultOf([2]) }),
    );
    expect(told(view.result)).toEqual(["2 wasm-simd", "2 wasm-simd"]);
    expect(view.contradictions).toHaveLength(2);
    expect(view.contradictions[0]).toMatchObject({
      between: ["a.json", "b.json"],
      first: { what: "step loss", at: 2, told: 2.25 },
      isBound: true,
    });
    expect(fates["b.json"]).toMatchObject({ brought: 0, contradicted: 2 });
    // What becomes of a run on a GPU depends on more than its name says.
    const onGpu = named({ "a.json": resultOf([1], gpu), "b.json": resultOf([1], gpu, { lie: 1 }) });
    expect(shown(onGpu).view.contradictions[0]?.isBound).toBe(false);
  });

  test("tells other studies apart, and shows the one of most files", () => {
    const other = { ...resultOf([1, 2, 3]), study: { ...studyOf([1, 2, 3]), margin: 2 } };
    const pools = poolResults(named({ "a.json": other, "b.json": resultOf([1]), "c.json": resultOf([2]) }));
    expect(pools.map(({ files }) => files.map(({ file }) => file))).toEqual([["b.json", "c.json"], ["a.json"]]);
  });

  test("keeps other engines, versions and pictures apart, and says in what they differ", () => {
    const newer = { ...wasm, version: "0.4.0" };
    const otherData = { ...wasm, datasetChecksum: "b".repeat(64) };
    const files = named({
      "a.json": resultOf([1, 2]),
      "b.json": resultOf([3], gpu),
      "c.json": resultOf([4], newer),
      "d.json": resultOf([5], otherData),
      "e.json": resultOf([6], { ...wasm, adapter: "WebAssembly, elsewhere" }),
    });
    const { pool, group, view, fates } = shown(files);
    expect(view.result.study.seeds).toEqual([1, 2, 6]);
    expect(fates).toMatchObject({
      "b.json": { kind: "other terms", differing: ["engine", "adapter"] },
      "c.json": { kind: "other terms", differing: ["version"] },
      "d.json": { kind: "other terms", differing: ["datasetChecksum"] },
    });
    // Only another engine of the same version and pictures may be mixed in.
    expect(mixable(pool, group).map(({ terms }) => terms.engine)).toEqual(["webgpu"]);
    expect(told(viewOfPool(pool, group, true).result)).toEqual(
      [1, 2, 3, 6].flatMap((seed) => Array(2).fill(`${seed} ${seed === 3 ? "webgpu" : "wasm-simd"}`)),
    );
  });

  test("keeps runs of several data sets together where the study varies them, and apart where one has other pictures", () => {
    const varied = (seed: number, checksums: readonly string[], engine: Terms = wasm): StudyResult => {
      const base = parseRecipe({ ...studyOf([]).base, dataset: { id: "coupled-10" } });
      const study: Study = { ...studyOf([seed]), base, factors: [{ setting: "data.kappa", values: [0.25, 0.5] }] };
      const runs = runsOfStudy(study).map((recipe, at): ResultRun => {
        const terms = { ...engine, datasetChecksum: (checksums[at] ?? "").repeat(64) };
        return { recipe, terms, elapsedMs: 1, numbers: resultOf([1]).runs[0]!.numbers };
      });
      return { study, guess: null, runs };
    };
    const files = {
      "a.json": varied(1, ["b", "a"]),
      "b.json": varied(2, ["b", "a"]),
      "c.json": varied(3, ["b", "c"]),
      "d.json": varied(4, ["b", "a"], gpu),
    };
    const { pool, group, view, fates } = shown(named(files));
    expect(told(view.result)).toEqual(
      Array(2).fill("1 wasm-simd").concat(Array(2).fill("2 wasm-simd"), ["3 wasm-simd"]),
    );
    expect(fates["c.json"]).toMatchObject({ brought: 1, leftOut: 1 });
    expect(fates["d.json"]).toMatchObject({ differing: ["engine", "adapter"] });
    expect(mixable(pool, group).map(({ terms }) => terms.engine)).toEqual(["webgpu"]);
  });

  test("that is mixed has no pair of two engines: a seed's runs are of the group that has most of them", () => {
    const whole = resultOf([1], gpu);
    const part = resultOf([1, 2, 3]);
    const files = named({ "a.json": { ...part, runs: part.runs.slice(1) }, "b.json": whole });
    expect(told(shown(files, true).view.result).slice(0, 3)).toEqual(["1 webgpu", "1 webgpu", "2 wasm-simd"]);
    const beaten = shown(named({ "a.json": resultOf([1, 2]), "b.json": whole }), true);
    expect(beaten.fates["b.json"]).toEqual({ kind: "seeds of another engine" });
  });

  test("has as many seeds as a study may have, and says how many are left out", () => {
    const many = Array.from({ length: MOST_SEEDS }, (_, at) => at + 1);
    const { view } = shown(named({ "a.json": resultOf(many), "b.json": resultOf([0, 9999]) }));
    expect([view.result.study.seeds.length, view.result.study.seeds[0], view.seedsLeftOut]).toEqual([MOST_SEEDS, 0, 2]);
    expect(readResult(writeResult(view.result)).runs).toHaveLength(2 * MOST_SEEDS);
    const late = shown(named({ "a.json": resultOf(many), "b.json": resultOf([9998, 9999]) }));
    expect(late.fates["b.json"]).toEqual({ kind: "no room" });
    // What is only planned makes room.
    const planned = { ...resultOf(many), runs: resultOf(many.slice(1)).runs };
    const { seeds } = shown(named({ "a.json": planned, "b.json": resultOf([9999]) })).view.result.study;
    expect([seeds.length, seeds[0], seeds.at(-1)]).toEqual([MOST_SEEDS, 2, 9999]);
  });
});

describe("whatever the files are", () => {
  const seeds = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 });
  const elapsedMs = fc.integer({ min: 1, max: 3 });
  const file = (liars: number) =>
    fc
      .record({ seeds, elapsedMs, terms: fc.constantFrom(wasm, gpu), lie: fc.nat(liars) })
      .map(({ seeds: own, terms, ...how }) => resultOf(own, terms, how));
  const files = (liars: number) =>
    fc
      .array(file(liars), { minLength: 1, maxLength: 6 })
      .map((results) => results.map((result, at): NamedResult => ({ file: `${at}.json`, result })));

  test("their order decides nothing", () => {
    const inTwoOrders = files(1).chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }), fc.boolean()),
    );
    fc.assert(
      fc.property(inTwoOrders, ([one, other, isMixed]) => {
        expect(shown(other, isMixed)).toEqual(shown(one, isMixed));
      }),
      { seed: 21 },
    );
  });

  test("pooled in stages, as saved pools, they say what they say at once, where none contradicts another", () => {
    const inStages = files(0).chain((list) => fc.tuple(fc.constant(list), fc.nat(list.length - 1)));
    fc.assert(
      fc.property(inStages, ([list, at]) => {
        const ofWasm = (own: readonly NamedResult[]) =>
          own.flatMap(({ file, result }) => (result.runs[0]?.terms === wasm ? [{ file, result }] : []));
        const [first, rest] = [ofWasm(list.slice(0, at)), ofWasm(list.slice(at))];
        if (first.length === 0 || rest.length === 0) return;
        const part = readResult(writeResult(shown(first).view.result));
        const other = readResult(writeResult(shown(rest).view.result));
        const whole = writeResult(shown([...first, ...rest]).view.result);
        expect(writeResult(shown([...rest, { file: "saved.json", result: part }]).view.result)).toBe(whole);
        expect(writeResult(shown([...first, { file: "saved.json", result: other }]).view.result)).toBe(whole);
      }),
      { seed: 22 },
    );
  });

  test("every run shown is one that a file tells, once, and no run of a file is lost without a reason", () => {
    fc.assert(
      fc.property(files(1), (list) => {
        const { view, pool } = shown(list);
        const all = new Set(list.flatMap(({ result }) => result.runs));
        expect(view.result.runs.every((run) => all.has(run))).toBe(true);
        const places = view.result.runs.map(({ recipe }) => JSON.stringify(recipe));
        expect(new Set(places).size).toBe(places.length);
        for (const [name, fate] of fileFates(pool, view)) {
          const own = list.find(({ file }) => file === name)?.result.runs.length ?? 0;
          if (fate.kind === "pooled")
            expect(fate.brought + fate.duplicates + fate.contradicted + fate.leftOut).toBe(own);
          else expect(["duplicate", "other terms"]).toContain(fate.kind);
        }
      }),
      { seed: 23 },
    );
  });
});
