import { expect, test } from "vitest";
import type { Run } from "../../lab/state.ts";
import { testRun } from "../../lab/testRuns.ts";
import type { Activation } from "../../activations/list.ts";
import { asSpectrum } from "../../networks/spectrum/asSpectrum.ts";
import { parseRecipe } from "../../recipe/parse.ts";
import { defaultRecipe, type Recipe } from "../../recipe/schema.ts";
import { activationOf, latestComparisons, type Comparison, type Measured } from "./comparisons.ts";
import { caveatWords, floorWords, leadWords, oneByOne, verdictWords } from "./verdict.ts";

let made = 0;

interface RunOptions {
  readonly seed?: number;
  readonly segments?: number;
  /** Its accuracy on the test split. */
  readonly test?: number;
}

function run(
  activation: Activation,
  accuracies: readonly number[],
  { seed = 1, segments = 16, pressId = "a", test: tested, ...change }: Partial<Run> & RunOptions = {},
): Measured {
  const network = asSpectrum(defaultRecipe.network);
  const recipe: Recipe = {
    ...defaultRecipe,
    seed,
    network: { ...network, module: { ...network.module, segments, intermediateActivation: activation } },
  };
  const id = `run ${made++}`;
  const evaluations = accuracies.map(
    (accuracy, epoch) =>
      ({
        type: "evaluated",
        runId: id,
        split: "validation",
        epoch,
        step: epoch * 10,
        elapsedMs: 0,
        loss: 1,
        accuracy,
        accuracyError: 0.02,
        top3Accuracy: 1,
        confusion: [],
      }) as const,
  );
  const score = (accuracy: number) => ({
    epoch: 2,
    step: 20,
    elapsedMs: 0,
    loss: 1,
    accuracy,
    accuracyError: 0.02,
    top3Accuracy: 1,
  });
  const last = { validation: null, test: tested === undefined ? null : score(tested) };
  return { run: testRun(id, { recipe, pressId, status: "finished", last, ...change }), evaluations };
}

const comparisonsOf = (measured: readonly Measured[]) =>
  latestComparisons(measured, new Map(measured.map((each) => [each.run.id, each.run])).values());

const said = (comparisons: readonly Comparison[], shown = defaultRecipe) =>
  verdictWords(comparisons, shown).map((text) => text.replaceAll("\u202f", " "));

test("says the measured difference after the same number of epochs, and for whom it speaks", () => {
  const comparisons = comparisonsOf([run("none", [0.1, 0.5, 0.714]), run("relu", [0.1, 0.492])]);
  expect(said(comparisons)).toEqual([
    "16 segments, after one epoch: 50.0 % validation accuracy without an " +
      "intermediate activation, 49.2 % with ReLU: 0.8 points more without it.",
  ]);
  expect(caveatWords(comparisons)).toContain("One seed each: a difference this small can be chance.");
});

test("says nothing before both have learnt for an epoch, nor of runs that differ in more than the activation", () => {
  expect(comparisonsOf([run("none", [0.1]), run("relu", [0.1, 0.5])])).toEqual([]);
  expect(comparisonsOf([run("none", [0.1, 0.5]), run("relu", [0.1, 0.5], { segments: 3 })])).toEqual([]);
  expect(comparisonsOf([run("none", [0.1, 0.5]), run("none", [0.1, 0.5], { segments: 3, seed: 2 })])).toEqual([]);
  expect(comparisonsOf([run("none", [0.1, 0.5]), run("relu", [0.1, 0.5], { seed: 2 })])).toEqual([]);
  const [alone, hidden] = [run("none", [0.1, 0.5]), run("relu", [0.1, 0.5])];
  expect(latestComparisons([alone], [alone.run, hidden.run])).toEqual([]);
});

test("speaks of the latest pair, of each activation", () => {
  const runs = [
    run("none", [0.1, 0.6]),
    run("relu", [0.1, 0.5]),
    run("none", [0.1, 0.7], { seed: 2, pressId: "b" }),
    run("relu", [0.1, 0.7], { seed: 2, pressId: "b" }),
    run("elu", [0.1, 0.8], { seed: 2, pressId: "b" }),
  ];
  const comparisons = comparisonsOf(runs);
  expect(comparisons.map(({ other }) => [activationOf(other.recipe), other.accuracy])).toEqual([
    ["relu", 0.7],
    ["elu", 0.8],
  ]);
  expect(said(comparisons)).toEqual([
    "16 segments, after one epoch: 70.0 % validation accuracy without an intermediate activation, 70.0 % with ReLU: " +
      "no measurable difference; 80.0 % with ELU: 10.0 points more with it.",
  ]);
});

test("speaks of the test split once every run of the comparison has its end, as the table's first column does", () => {
  const none = run("none", [0.1, 0.5, 0.7], { test: 0.646 });
  const relu = run("relu", [0.1, 0.5, 0.8], { test: 0.638 });
  const [ended, ...others] = comparisonsOf([none, relu]);
  expect(ended?.split).toBe("test");
  expect(others).toEqual([]);
  expect(said(ended ? [ended] : [])).toEqual([
    "16 segments, after 2 epochs: 64.6 % test accuracy without an intermediate activation, 63.8 % with ReLU: " +
      "0.8 points more without it.",
  ]);
  expect(caveatWords(ended ? [ended] : [])).toMatch(/^One seed each/);

  const elu = run("elu", [0.1, 0.6], { status: "running" });
  const both = comparisonsOf([none, relu, elu]);
  expect(both.map(({ split, other }) => [split, other.accuracy])).toEqual([
    ["validation", 0.8],
    ["validation", 0.6],
  ]);
  expect(caveatWords(both)).toMatch(/^Training goes on: until its end, this is about validation\./);
  // A run that has nothing to say yet does not change what is said of the others.
  expect(comparisonsOf([none, relu, run("elu", [0.1], { status: "queued" })]).map(({ split }) => split)).toEqual([
    "test",
  ]);
});

test("names what sets the runs apart from what is shown, other than the seed; sentences of different epochs stand alone", () => {
  const comparisons = comparisonsOf([
    run("none", [0.1, 0.5, 0.6]),
    run("relu", [0.1, 0.4]),
    run("elu", [0.1, 0.4, 0.3]),
  ]);
  const shown = parseRecipe({
    seed: 7,
    network: { width: 24, module: { segments: 12 } },
    dataset: { id: "coupled-10" },
  });
  expect(said(comparisons, shown)).toEqual([
    expect.stringMatching(/^16 segments, width 48, [^:]*Emoji-10[^:]*, after one epoch: 50\.0 %.*with ReLU: [^;]*\.$/),
    expect.stringMatching(/^16 segments, width 48, [^:]*Emoji-10[^:]*, after 2 epochs: 60\.0 %.*with ELU: [^;]*\.$/),
  ]);
});

test("says why it speaks of validation where a run was stopped", () => {
  const stopped = comparisonsOf([
    run("none", [0.1, 0.5], { test: 0.5 }),
    run("relu", [0.1, 0.4], { status: "stopped" }),
  ]);
  expect(stopped.map(({ split }) => split)).toEqual(["validation"]);
  expect(caveatWords(stopped)).toMatch(/^Not all were trained to the end: this is about validation\./);
});

test("pairs runs by seed, each seed once, of one version of the program, and of nothing but the activation", () => {
  const end = (seed: number, test: number) => ({ seed, test, pressId: `press ${seed}` });
  const runs = [
    run("none", [0.1, 0.5], { ...end(4, 0.9), segments: 3 }),
    run("relu", [0.1, 0.5], { ...end(4, 0.1), segments: 3 }),
    run("none", [0.1, 0.5], end(1, 0.5)),
    run("relu", [0.1, 0.5], end(1, 0.4)),
    // Seed 2 has one arm only, seed 3 was repeated, other segments are another question.
    run("none", [0.1, 0.5], end(2, 0.9)),
    run("none", [0.1, 0.5], end(3, 0.6)),
    run("none", [0.1, 0.5], end(3, 0.6)),
    run("relu", [0.1, 0.5], end(3, 0.62)),
  ];
  const [comparison] = comparisonsOf(runs);
  expect(comparison?.pairs.map((points) => Number(points.toFixed(6)))).toEqual([10, -2]);
  const found = comparison ? [comparison] : [];
  expect(oneByOne(found)).toEqual([]);
  // While another seed of it trains, that one is told of too.
  const goesOn = found.map((each) => ({ ...each, goesOn: true }));
  expect(oneByOne(goesOn)).toEqual(goesOn);
  expect(leadWords(goesOn)).toBe("The latest seed so far: ");
  expect(caveatWords(goesOn)).not.toContain("One seed each");
});

test("without a pair of activations it compares networks that share the rest, pair by pair", () => {
  const runs = [
    run("none", [0.1, 0.5], { segments: 1, test: 0.601 }),
    run("none", [0.1, 0.5], { segments: 3, test: 0.61 }),
    run("none", [0.1, 0.5], { segments: 1, test: 0.7, seed: 2 }),
    run("none", [0.1, 0.5], { segments: 3, test: 0.69, seed: 2 }),
    run("none", [0.1, 0.5], { segments: 16, test: 0.7, seed: 2 }),
  ];
  expect(said(comparisonsOf(runs.slice(0, 2)))).toEqual([
    "Between architectures, without an intermediate activation, after 2 epochs: 60.1 % test accuracy with 1 segment, " +
      "61.0 % with 3 segments: 0.9 points more with 3 segments.",
  ]);
  const both = comparisonsOf(runs);
  expect(said(both)).toEqual([
    expect.stringMatching(
      /70\.0 % test accuracy with 1 segment, 69\.0 % with 3 segments: 1\.0 points more with 1 segment; 70\.0 % with 16 /,
    ),
  ]);
  expect(both.map(({ pairs }) => pairs.map((points) => Number(points.toFixed(6))))).toEqual([[-0.9, 1], [0]]);
  expect(said(oneByOne(both))).toEqual([
    expect.stringMatching(/with 1 segment, 70\.0 % with 16 segments: no measurable/),
  ]);
});

test("compares the other networks too where activations are compared, and names what they do not share", () => {
  const wide = run("none", [0.1, 0.6]);
  const network = asSpectrum(wide.run.recipe.network);
  const narrow = { ...wide, run: { ...wide.run, recipe: { ...wide.run.recipe, network: { ...network, width: 24 } } } };
  const [activations, networks, ...more] = said(
    comparisonsOf([narrow, run("none", [0.1, 0.5]), run("relu", [0.1, 0.4])]),
  );
  expect(more).toEqual([]);
  expect(activations).toMatch(/^16 segments, after one epoch: 50\.0 % .* with ReLU: 10\.0 points more without it\.$/);
  expect(networks).toMatch(
    /accuracy with 16 segments, width 48, 60\.0 % with 16 segments, width 24: 10\.0 points more with 16 segments, width 24\.$/,
  );
});

test("says where nothing has been learnt, or less than a linear model knows", () => {
  const comparisonsAt = (...tests: readonly number[]) =>
    comparisonsOf([run("none", [0.1, 0.5], { test: tests[0] ?? 0 }), run("relu", [0.1, 0.5], { test: tests[1] ?? 0 })]);
  const floorAt = (...tests: readonly number[]) => floorWords(comparisonsAt(...tests), 0.4);
  expect(floorAt(0.13, 0.14)).toMatch(/^None of these can be told from guessing \(10\.0.%\)/);
  expect(floorAt(0.13, 0.15)).toMatch(/^All of these are below the linear model \(40\.0.%\)/);
  expect(floorAt(0.5, 0.39)).toMatch(/^One of these is below the linear model/);
  expect(floorAt(0.5, 0.4)).toBeNull();
  expect(floorWords(comparisonsAt(0.13, 0.15), null)).toBeNull();
});
