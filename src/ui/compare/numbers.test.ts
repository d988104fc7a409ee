// The numbers side by side: what differs, by how much, and on how many seeds.
import { expect, test } from "vitest";
import type { Column } from "../../lab/columns.ts";
import type { Run } from "../../lab/state.ts";
import { testRun } from "../../lab/testRuns.ts";
import { parseRecipe } from "../../recipe/parse.ts";
import { costRows, differingSettings, resultRows } from "./numbers.ts";

const recipe = (segments: number, seed = 1) => parseRecipe({ network: { module: { segments } }, seed });

function column(segments: number, accuracies: Readonly<Record<number, number>>): Column {
  const runs = Object.entries(accuracies).map(([seed, accuracy]): Run => {
    const score = { step: 9, epoch: 3, elapsedMs: 1, loss: 1, accuracy, accuracyError: 0.01, top3Accuracy: 0.9 };
    return testRun(`${segments} ${seed}`, {
      recipe: recipe(segments, Number(seed)),
      status: "finished",
      last: { validation: score, test: score },
      finished: { elapsedMs: 1000 * segments, imagesPerSecond: 600 / segments },
    });
  });
  return { ref: `arm:segments:${segments}`, name: `${segments} segments`, recipe: recipe(segments), runs };
}

test("only the settings that differ are rows, and the others differ from the first", () => {
  expect(differingSettings([column(1, {}), column(3, {}), column(1, {})])).toEqual([
    {
      title: "Segments",
      cells: [
        { words: "1", note: "", differs: false },
        { words: "3", note: "", differs: true },
        { words: "1", note: "", differs: false },
      ],
    },
  ]);
  expect(differingSettings([column(1, {}), { ...column(1, {}), recipe: recipe(1, 5) }])).toEqual([]);
  // Of single runs, the seed is one of them.
  const runs = [1, 5].map((seed) => ({ ...column(1, {}), ref: `run:${seed}`, recipe: recipe(1, seed) }));
  expect(differingSettings(runs)).toMatchObject([{ title: "Seed", cells: [{ words: "1" }, { words: "5" }] }]);
});

test("costs are told as multiples of the first, speeds as they happened to be", () => {
  const columns = [column(1, { 1: 0.5, 2: 0.5 }), column(3, { 1: 0.5 })];
  const [parameters] = costRows(columns);
  expect(parameters?.cells[0]).toMatchObject({ differs: false, note: "" });
  expect(parameters?.cells[1]?.note).toMatch(/^×\u202f0\.\d+$/);
  const rows = resultRows(columns);
  const speeds = rows.find(({ title }) => title === "Images per second");
  expect(speeds?.cells).toEqual([
    { words: "600", note: "mean of 2 runs, 600 to 600", differs: false },
    { words: "200", note: "one run", differs: false },
  ]);
  expect(speeds?.caution).toBe("with whatever else the machine did");
});

test.each([
  [{ 1: 0.5 }, { 1: 0.52 }, /^\+2\.0 points on one seed: may be chance$/],
  [
    { 1: 0.5, 2: 0.6 },
    { 1: 0.47, 2: 0.59, 3: 0.9 },
    /^−2\.0 points on 2 paired seeds: below 6, may be chance; mean of 3 seeds, 47\.0 to 90\.0/,
  ],
  [{ 1: 0.5 }, { 2: 0.9 }, /no seed in common$/],
  [{ 1: 0.5 }, {}, /^not trained to the end yet$/],
])("a difference is that of the seeds in common: %j, %j", (first, second, words) => {
  const [test_] = resultRows([column(1, first), column(3, second)]);
  expect(test_?.title).toBe("Test accuracy");
  expect(test_?.cells[1]?.note).toMatch(words);
});
