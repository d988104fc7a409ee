import { expect, test } from "vitest";
import { mixtureWords } from "./mixture.ts";
import { gpu, resultOf, wasm } from "../testResults.ts";

const [first, second] = [resultOf([1]).runs, resultOf([2], gpu).runs];

test("runs of several engines or versions are told of, and whether pairs are of one", () => {
  expect(mixtureWords([...first, ...second])).toBe(
    "Mixed: the verdict is over runs of 2 engines (WebAssembly; a GPU). The same recipe gives other numbers on each; the two " +
      "runs of a pair are always of one.",
  );
  expect(mixtureWords([first[0]!, resultOf([1], gpu).runs[1]!])).toContain("the two runs of some pairs are not of one");
  const newer = resultOf([2], { ...wasm, version: "0.4.0" }).runs;
  expect(mixtureWords([...first, ...newer])).toContain("over runs of 2 versions (0.3.0; 0.4.0).");
});

test("nothing is said where the same recipe gives the same bits", () => {
  expect(mixtureWords([])).toBe("");
  expect(mixtureWords([...first, ...resultOf([2], { ...wasm, adapter: "WebAssembly, elsewhere" }).runs])).toBe("");
});
