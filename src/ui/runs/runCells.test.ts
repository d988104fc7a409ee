import { expect, test } from "vitest";
import { tableRows } from "../../lab/rows.ts";
import type { Run } from "../../lab/state.ts";
import { startedEvent, stateWith, testRun } from "../../lab/testRuns.ts";
import { parseRecipeText } from "../../recipe/parse.ts";
import { defaultRecipe } from "../../recipe/schema.ts";
import { runsCsv, statusWords } from "./runCells.ts";

const run: Run = testRun("a", {
  status: "failed",
  last: {
    validation: { epoch: 3, step: 30, elapsedMs: 9, loss: 1, accuracy: 0.5, accuracyError: 0.031, top3Accuracy: 0.8 },
    test: null,
  },
  failure: { reason: "diverged", message: "The loss became infinite." },
});

const started = startedEvent("a", {
  engine: { name: "webgpu", adapter: "acme one", reason: "a GPU was found", threads: 4096 },
});

/** Reads one line of the file as a spreadsheet would. */
function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
  );
}

test("the file has a line a run, each with a recipe that can be read again", () => {
  const [head = "", line = "", ...rest] = runsCsv(
    tableRows(stateWith({ ...run, started, begunAt: Date.UTC(2026, 10, 26, 17, 5) })),
  ).split("\r\n");
  expect(rest).toEqual([""]);
  const names = cellsOf(head);
  const cells = cellsOf(line);
  expect(cells).toHaveLength(names.length);
  const cell = (name: string) => cells[names.indexOf(name)] ?? "";
  expect(cell("run")).toBe("16 segments, none");
  expect(cell("validation_accuracy")).toBe("0.5");
  expect(cell("validation_accuracy_se")).toBe("0.031");
  expect(cell("begun_at")).toBe("2026-11-26T17:05:00.000Z");
  expect(cell("test_accuracy")).toBe("");
  expect(cell("test_accuracy_se")).toBe("");
  expect(cell("gpu_threads")).toBe("4096");
  expect(parseRecipeText(cell("recipe"))).toEqual(defaultRecipe);
});

test("a run that another tab trains is called so", () => {
  const [row] = tableRows(stateWith({ ...run, status: "running", isElsewhere: true, failure: null }));
  expect(row && statusWords(row)).toBe("training in another tab, epoch 3 of 12");
});

test("a run tells when it was begun, where that was noted", () => {
  const begunAt = new Date(new Date().getFullYear(), 10, 26, 17, 5).getTime();
  const [row] = tableRows(stateWith({ ...run, begunAt }));
  expect(row && statusWords(row)).toBe("diverged, epoch 3 of 12 · begun 26\u00a0Nov,\u00a017:05");
});

test("a diverged run is called so, with how far it came", () => {
  const [row] = tableRows(stateWith(run));
  expect(row && statusWords(row)).toBe("diverged, epoch 3 of 12");
});

test("versions of the program are told where runs of several stand together", () => {
  const wordsOf = (...versions: string[]) =>
    tableRows(
      stateWith(
        ...versions.map((version, index) =>
          testRun(`run ${index}`, { status: "finished", started: startedEvent(`run ${index}`, { version }) }),
        ),
      ),
    ).map(statusWords);
  expect(wordsOf("0.3.0", "0.3.0")).toEqual(["finished · SIMD WebAssembly", "finished · SIMD WebAssembly"]);
  expect(wordsOf("0.2.0", "0.3.0")).toEqual([
    "finished · SIMD WebAssembly · version 0.2.0",
    "finished · SIMD WebAssembly · version 0.3.0",
  ]);
});
