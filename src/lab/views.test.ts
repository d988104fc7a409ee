// Addresses of views: written and read again, old links, Back and Forward.
import { describe, expect, test } from "vitest";
import { defaultExperiment, makeExperiment } from "../recipe/experiment.ts";
import { parseRecipe } from "../recipe/parse.ts";
import { RECIPE } from "../recipe/settings.ts";
import { allLeaves } from "../settings/leaves.ts";
import { LinkError } from "./linkFields.ts";
import { known, makeLab } from "./testLab.ts";
import { readAddress, VIEWS, viewIds, withAddressed, writeAddress } from "./views.ts";

const experiment = makeExperiment(parseRecipe({ network: { width: 24, module: { segments: 3 } }, seed: 7 }), ["elu"]);
const shown = { "runs.sort": "-test", "runs.filter": "width:24 a&b=c %", "chart.x": "step" };

test.each(viewIds)("the address of %s holds the experiment and what is shown there, and only that", (id) => {
  const hash = writeAddress({ id, shown }, experiment);
  const read = readAddress(hash);
  expect(read.id).toBe(id);
  expect(read.experiment).toEqual(experiment);
  const parts: readonly string[] = VIEWS[id];
  const own = Object.entries(shown).filter(([name]) => parts.includes(name.split(".")[0] ?? ""));
  expect(read.shown).toEqual(Object.fromEntries(own));
});

test("the default is short, and a view without more is its name", () => {
  expect(writeAddress({ id: "bench", shown: {} }, defaultExperiment)).toBe("");
  expect(writeAddress({ id: "runs", shown: {} }, defaultExperiment)).toBe("#/runs");
  expect(writeAddress({ id: "runs", shown: {} }, experiment)).toMatch(/^#\/runs\?v=2&/);
  for (const hash of ["", "#", "#/bench", "#/bench?"])
    expect(readAddress(hash)).toEqual({ id: "bench", shown: {}, experiment: defaultExperiment });
});

test("no setting's name in a link can be taken for something shown", () => {
  const parts = new Set<string>(Object.values(VIEWS).flat());
  const names = allLeaves(RECIPE).map(({ link }) => link);
  expect(names.filter((name) => name.includes(".") && parts.has(name.split(".")[0] ?? ""))).toEqual([]);
});

test.each([
  ["#/nowhere", /leads to "nowhere": there are bench, compare/],
  ["#/runs?runs.sort=a&runs.sort=b", /"runs.sort" twice/],
  ["#/runs?runs.sort=%E0%A4%A", /not written as a link/],
  ["#/runs?runs=1", /"runs", which this page does not know/],
  [`#/runs?runs.sort=${"x".repeat(60_000)}`, /60017 characters/],
])("%# is refused with what is wrong", (hash, problem) => {
  expect(() => readAddress(hash)).toThrow(LinkError);
  expect(() => readAddress(hash)).toThrow(problem);
});

test("an address leaves what it does not speak of as it was", () => {
  const before = { id: "runs", shown } as const;
  expect(withAddressed(before, { id: "bench", shown: { "chart.x": "second" } })).toEqual({
    id: "bench",
    shown: { ...shown, "chart.x": "second" },
  });
  expect(withAddressed(before, { id: "runs", shown: {} })).toEqual({ id: "runs", shown: { "chart.x": "step" } });
});

describe("Back and Forward", () => {
  test("move through views and settings, without a notice", () => {
    const { lab, store, bar, clock, notice } = makeLab();
    const width = () => store.getState().experiment.recipe.network;
    lab.change({ network: { width: 24 } });
    clock.pass(1000);
    lab.goTo("runs");
    expect(bar.hash).toMatch(/^#\/runs\?v=2&.*width=24/);
    lab.setShown({ "runs.sort": "test" });
    clock.pass(1000);
    expect(bar.hash).toMatch(/runs.sort=test$/);
    bar.back();
    expect(store.getState().view).toEqual({ id: "bench", shown: { "runs.sort": "test" } });
    expect(width()).toMatchObject({ width: 24 });
    bar.back();
    expect(store.getState().experiment).toEqual(defaultExperiment);
    bar.forward();
    bar.forward();
    expect(store.getState().view).toEqual({ id: "runs", shown: { "runs.sort": "test" } });
    expect(notice("replaced")).toBeUndefined();
    expect(store.getState().steps.undo).toBe("experiment");
  });

  test("a setting that is left before it rests is an entry of its own", () => {
    const { lab, store, bar } = makeLab();
    lab.change({ seed: 4 });
    lab.goTo("settings");
    bar.back();
    expect(store.getState()).toMatchObject({ view: { id: "bench" }, experiment: { recipe: { seed: 4 } } });
    bar.back();
    expect(store.getState().experiment).toEqual(defaultExperiment);
  });

  test("after Back, a step is never taken back without an effect", () => {
    const { lab, store, bar, clock } = makeLab();
    for (const seed of [2, 3]) {
      lab.change({ seed });
      clock.pass(1000);
    }
    bar.back();
    expect(store.getState().experiment.recipe.seed).toBe(2);
    lab.undo();
    expect(store.getState().experiment.recipe.seed).toBe(1);
  });

  test("a view is opened by its address", () => {
    const { store } = makeLab(known("wasm-simd"), "#/runs?v=2&seed=3&runs.sort=-test");
    expect(store.getState().view).toEqual({ id: "runs", shown: { "runs.sort": "-test" } });
    expect(store.getState().experiment.recipe.seed).toBe(3);
  });
});
