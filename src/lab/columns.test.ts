// What stands side by side: chosen by two clicks, named in the address, found again.
import { expect, test } from "vitest";
import { defaultExperiment, makeExperiment } from "../recipe/experiment.ts";
import { parseRecipe } from "../recipe/parse.ts";
import { armRef, columnChoices, columnsOf, COLUMNS, MOST_COLUMNS, runRef, shownRefs, writeRefs } from "./columns.ts";
import { known, makeLab, settle } from "./testLab.ts";
import { readAddress } from "./views.ts";

const network = (segments: number) => parseRecipe({ network: { module: { segments } } }).network;

test("without a choice, the experiment's first two arms; a reference keeps its network when the slider has moved on", () => {
  const refs = shownRefs(undefined, defaultExperiment);
  expect(refs).toEqual(["arm:", "arm:between:relu"]);
  const elsewhere = makeExperiment(parseRecipe({ network: { module: { segments: 3 } } }));
  const columns = columnsOf({ experiment: elsewhere, runs: new Map(), order: [] }, refs);
  expect(columns.map((column) => column.recipe && column.name)).toEqual(["16 segments, none", "16 segments, ReLU"]);
});

test("two clicks put two side by side; the first, pressed again, is let go", () => {
  const { lab, store } = makeLab();
  const [regular, depthwise] = [armRef(network(1)), armRef(network(48))];
  lab.putBeside([regular]);
  expect(store.getState()).toMatchObject({ beside: regular, view: { id: "bench" } });
  lab.putBeside([regular]);
  expect(store.getState().beside).toBeNull();
  lab.putBeside([regular]);
  lab.putBeside([depthwise]);
  expect(store.getState()).toMatchObject({ beside: null, view: { id: "compare" } });
  expect(shownRefs(store.getState().view.shown[COLUMNS], defaultExperiment)).toEqual([regular, depthwise]);
});

test("an address opens the same columns; what it names and is not here, or cannot be read, is an empty column", async () => {
  const { lab, store, bar } = makeLab(known("wasm-simd"));
  lab.train();
  await settle();
  const [first] = store.getState().order;
  lab.putBeside([armRef(network(3)), runRef(first ?? ""), runRef("gone"), "arm:segments:7"]);
  const { experiment, shown } = readAddress(bar.hash);
  const refs = shownRefs(shown[COLUMNS], experiment);
  expect(refs).toHaveLength(MOST_COLUMNS);
  const columns = columnsOf(store.getState(), [...refs, "arm:segments:7", "nothing"]);
  expect(columns.map((column) => column.recipe && column.name)).toEqual([
    "3 segments, none",
    "16 segments, none",
    null,
    null,
    null,
  ]);
});

test("a column of an arm has its runs with every seed, and no others; kept arms keep their names", async () => {
  const { lab, store, clock } = makeLab();
  lab.train();
  await settle();
  lab.change({ seed: 2 });
  lab.train();
  await settle();
  lab.change({ training: { epochs: 3 } });
  lab.train();
  await settle();
  lab.change({ training: { epochs: 12 } });
  lab.renameArm(network(16), "wide");
  clock.pass(1000);
  const state = store.getState();
  const [ref] = shownRefs(undefined, state.experiment);
  const [column] = columnsOf(state, [ref ?? ""]);
  if (!column?.recipe) throw new Error("no column");
  expect(column.name).toBe("wide");
  expect(column.runs.map(({ recipe }) => [recipe.seed, recipe.training.epochs])).toEqual([
    [1, 12],
    [2, 12],
  ]);
  const [arms, ...others] = columnChoices(state, 2);
  expect(arms).toMatchObject({ kind: "arms", choices: [{ name: "wide" }, { name: "16 segments, ReLU" }] });
  expect(others.find(({ kind }) => kind === "runs")?.choices).toHaveLength(2);
});

test("a column can be any arm, network trained on the same terms, point of the spectrum or run, each network once", async () => {
  const { lab, store, clock } = makeLab();
  lab.train();
  await settle();
  lab.change({ network: network(3) });
  clock.pass(1000);
  const groups = () =>
    Object.fromEntries(
      columnChoices(store.getState(), 40).map(({ kind, choices }) => [kind, choices.map(({ name }) => name)]),
    );
  expect(groups()).toMatchObject({
    arms: ["3 segments, none", "3 segments, ReLU"],
    trained: ["16 segments, ReLU", "16 segments, none"],
  });
  expect(groups()["spectrum"]).toEqual(
    [1, 2, 4, 6, 8, 12, 24, 48].flatMap((segments) =>
      ["none", "ReLU"].map((activation) => `${segments} segment${segments === 1 ? "" : "s"}, ${activation}`),
    ),
  );
  expect(groups()["runs"]).toHaveLength(2);
  // On other terms they are runs, and no longer networks with results.
  lab.change({ training: { epochs: 3 } });
  expect(groups()["trained"]).toBeUndefined();
  expect(groups()["spectrum"]).toContain("16 segments, ReLU");
});

test("references are written once each, and no more than there are columns", () => {
  expect(writeRefs(["run:a", "run:a", "run:b", "run:c", "run:d"])).toBe("run:a;run:b;run:c");
});
