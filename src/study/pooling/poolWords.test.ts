// What is said of a pool names each file, and leaves nothing out without its reason.
import { expect, test } from "vitest";
import { poolResults, type NamedResult } from "./pool.ts";
import { viewOfPool } from "./poolView.ts";
import { mixtureWords } from "./mixture.ts";
import { fileCells, poolRemarks, seedsWords, type ReadFile } from "./poolWords.ts";
import { gpu, resultOf, studyOf, wasm } from "../testResults.ts";

const other = { ...resultOf([7]), study: { ...studyOf([7]), name: "Another study", margin: 2 } };
const files: readonly ReadFile[] = [
  { file: "a.json", result: resultOf([1, 2, 4]) },
  { file: "again.json", result: resultOf([2]) },
  { file: "cut.json", why: "The result cannot be read." },
  { file: "gpu.json", result: resultOf([3], gpu) },
  { file: "liar.json", result: resultOf([4, 5], wasm, { lie: 1 }) },
  { file: "other.json", result: other },
];

function shown(isMixed: boolean, of = files) {
  const [pool] = poolResults(of.filter((read): read is NamedResult => "result" in read));
  const [group] = pool?.groups ?? [];
  if (!pool || !group) throw new Error("There is nothing to pool.");
  return { pool, view: viewOfPool(pool, group, isMixed) };
}

test("each file has its line, with what became of it", () => {
  const { pool, view } = shown(false);
  expect(fileCells(files, pool, view).map(({ file, runs, seeds, fate }) => [file, runs, seeds, fate])).toEqual([
    ["a.json", 6, "1 to 2, 4", "4 pooled, 2 contradicted"],
    ["again.json", 2, "2", "duplicate of a.json"],
    ["cut.json", 0, "–", "refused: The result cannot be read."],
    ["gpu.json", 2, "3", "left out: another engine"],
    ["liar.json", 4, "4 to 5", "2 pooled, 2 contradicted"],
    ["other.json", 2, "7", "refused: a result of another study, “Another study”"],
  ]);
});

test("what is left out is said with the reason, and so is what is there twice", () => {
  const { pool, view } = shown(false);
  expect(poolRemarks(pool, view)).toEqual([
    "Left out: 2 runs on version 0.3.0, a GPU, which is another engine.",
    "a.json and liar.json contradict each other on none, seed 4, at step 2, in the loss: 2.25000000 and 2.58333325. " +
      "Neither is taken: one of them is not what it says.",
    "a.json and liar.json contradict each other on ReLU, seed 4, at step 2, in the loss: 2.25000000 and 2.58333325. " +
      "Neither is taken: one of them is not what it says.",
    "2 runs of the same seeds are told alike by several files, and counted once. Other seeds would tell more: in a class, " +
      "each sets a “First seed” of their own.",
  ]);
  expect(mixtureWords(view.result.runs)).toBe("");
});

test("a mixture is called one", () => {
  const { pool, view } = shown(true);
  expect(poolRemarks(pool, view).join(" ")).not.toContain("a GPU");
  expect(mixtureWords(view.result.runs)).toMatch(
    /^Mixed: the verdict is over runs of 2 engines \(WebAssembly; a GPU\)/,
  );
});

test("runs whose seeds another engine has as well are left out of a mixture with that reason", () => {
  const both = [files[0]!, { file: "gpu.json", result: resultOf([2], gpu) }] as const;
  const { pool, view } = shown(true, both);
  expect(fileCells(both, pool, view)[1]?.fate).toBe("left out: another engine has as many runs of its seeds, or more");
  expect(poolRemarks(pool, view)).toEqual([
    "Left out: 2 runs, because another engine has as many runs of their seeds (2) or more: a seed’s runs are of one engine.",
  ]);
});

test("seeds are told in ranges", () => {
  expect(seedsWords([12, 1, 3, 2, 1, 11])).toBe("1 to 3, 11 to 12");
  expect(seedsWords([])).toBe("–");
});
