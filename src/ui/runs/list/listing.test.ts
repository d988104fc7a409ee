// Which runs are listed: filtered, sorted, grouped, as an address says it.
import { describe, expect, test } from "vitest";
import { namesOf } from "../../../lab/rows.ts";
import type { Run } from "../../../lab/state.ts";
import { stateWith, testRun } from "../../../lab/testRuns.ts";
import { parseRecipe } from "../../../recipe/parse.ts";
import { RECIPE } from "../../../recipe/settings.ts";
import { allLeaves } from "../../../settings/leaves.ts";
import { FIELDS, fieldOf } from "./fields.ts";
import { readFilter, valuesOf, writeFilter, type Term } from "./filter.ts";
import { LISTING, listItems, nextSort, readListing } from "./listing.ts";

function run(id: string, segments: number, seed: number, accuracy: number | null, more: Partial<Run> = {}): Run {
  const recipe = parseRecipe({ network: { module: { segments } }, seed, dataset: { id: "coupled-10" } });
  const score = { step: 1, epoch: 1, elapsedMs: 1, loss: 1, accuracyError: null, top3Accuracy: 1 };
  const test_ = accuracy === null ? null : { ...score, accuracy };
  return testRun(id, { recipe, pressId: `press ${seed}`, last: { validation: null, test: test_ }, ...more });
}

const state = stateWith(
  run("a", 16, 1, 0.5),
  run("b", 3, 1, null, { status: "stopped", note: "stopped early, too hot" }),
  run("c", 16, 2, 0.7, { name: "the good one" }),
  run("d", 3, 2, 0.6),
);
const listed = { order: state.order, runs: state.runs, names: namesOf(state) };

const listedAs = (shown: Readonly<Record<string, string>>) =>
  listItems(listed, readListing(shown)).map((item) =>
    item.kind === "run"
      ? item.id
      : `${item.group.title}: ${item.group.ids.join("")}${item.group.isFolded ? " folded" : ""}`,
  );

test("every setting of a recipe is a field, beside what was measured, each under a name of its own", () => {
  const ids = FIELDS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const links = allLeaves(RECIPE).flatMap(({ field, link }) => (field === RECIPE.fields.version ? [] : [link]));
  expect(links.filter((link) => !fieldOf(link))).toEqual([]);
  const values = (id: string) => [...state.runs.values()].map((each) => fieldOf(id)?.value(each));
  expect(values("segments")).toEqual([16, 3, 16, 3]);
  expect(values("data")).toEqual(Array(4).fill("coupled-10"));
  expect(values("residual")).toEqual(Array(4).fill("on"));
  expect(values("optimizer")).toEqual(Array(4).fill("sgd"));
});

describe("sorting", () => {
  test.each([
    [{}, ["a", "b", "c", "d"]],
    [{ [LISTING.sort]: "-test" }, ["c", "d", "a", "b"]],
    [{ [LISTING.sort]: "test" }, ["a", "d", "c", "b"]],
    [{ [LISTING.sort]: "segments" }, ["b", "d", "a", "c"]],
    [{ [LISTING.sort]: "-name" }, ["c", "a", "d", "b"]],
    [{ [LISTING.sort]: "nonsense" }, ["a", "b", "c", "d"]],
  ])("%j", (shown, ids) => {
    expect(listedAs(shown)).toEqual(ids);
  });

  test("a head pressed again turns it around, and then leaves the order as it was", () => {
    const press = (sort: string | null) => nextSort(readListing(sort === null ? {} : { [LISTING.sort]: sort }), "test");
    expect([press(null), press("-test"), press("test"), press("-seed")]).toEqual(["-test", "test", null, "-test"]);
  });
});

describe("filtering", () => {
  test.each([
    ["segments:3", ["b", "d"]],
    ["segments:3 segments:16 seed:2", ["c", "d"]],
    ["test>0.55", ["c", "d"]],
    ["test>55% test<65%", ["d"]],
    ["test>55 test<65", ["d"]],
    ["test>=50% test<=50", ["a"]],
    ["segments!=3 seed!=1", ["c"]],
    ["good", ["c"]],
    ['"too hot"', ["b"]],
    ["status:STOPPED", ["b"]],
    ["between:relu", []],
    ["nothing:3 segments:3", ["b", "d"]],
  ])("%s", (text, ids) => {
    expect(listedAs({ [LISTING.filter]: text })).toEqual(ids);
  });

  test("what is not understood is said, with what is near", () => {
    expect(readFilter("segment:3").faults).toEqual(["There is no field “segment”. Is it segments?"]);
    expect(readFilter("test>much").faults).toEqual(["“test>much” compares with what is no number."]);
  });

  test("terms are written as they are read", () => {
    const terms: readonly Term[] = [
      { kind: "field", field: "note", comparison: ":", value: "a b" },
      { kind: "field", field: "test", comparison: ">", value: "0.5" },
      { kind: "field", field: "seed", comparison: "!=", value: "1" },
      { kind: "field", field: "width", comparison: ">=", value: "6" },
      { kind: "words", value: "x:y" },
      { kind: "words", value: "really!" },
      { kind: "words", value: "plain" },
    ];
    expect(readFilter(writeFilter(terms))).toEqual({ terms, faults: [] });
  });

  test("the values that there are, with how many have each", () => {
    expect(valuesOf("status", state.runs.values())).toEqual([
      { value: "queued", runs: 3 },
      { value: "stopped", runs: 1 },
    ]);
  });
});

describe("grouping", () => {
  test("by arm: the seeds of a network under one head, with what came of those that finished", () => {
    expect(listedAs({ [LISTING.group]: "arm" })).toEqual([
      "16 segments, none: ac",
      "a",
      "c",
      "3 segments, none: bd",
      "b",
      "d",
    ]);
    const [head] = listItems(listed, readListing({ [LISTING.group]: "arm" }));
    expect(head).toMatchObject({ group: { test: { runs: 2, mean: 0.6, least: 0.5, most: 0.7 } } });
  });

  test("by a setting or by press, sorted within, and folded as the address says", () => {
    expect(listedAs({ [LISTING.group]: "seed", [LISTING.sort]: "-segments", [LISTING.folded]: "1" })).toEqual([
      "Seed: 1: ab folded",
      "Seed: 2: cd",
      "c",
      "d",
    ]);
    expect(listedAs({ [LISTING.group]: "press", [LISTING.filter]: "seed:2" })).toEqual([
      "16 segments, none; 3 segments, none: cd",
      "c",
      "d",
    ]);
  });
});

test("a broken address lists everything under the usual columns, and what is unknown is said", () => {
  const listing = readListing({
    [LISTING.sort]: "-segment",
    [LISTING.group]: "?",
    [LISTING.columns]: "a,b",
    [LISTING.filter]: '"',
  });
  expect(listing).toMatchObject({ sort: null, group: null });
  expect(listing.faults).toHaveLength(4);
  expect(listing.faults[0]).toBe("There is no field “segment”. Is it segments?");
  expect(listing.columns).toEqual(readListing({}).columns);
});
