// Results of several places on the command line: pooled as on the page, told of file by file, and printed as one result.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { readResult, writeResult, type StudyResult } from "../study/result.ts";
import { gpu, resultOf } from "../study/testResults.ts";
import { newFolder, run } from "./testProgram.ts";

// Each test starts the program several times.
vi.setConfig({ testTimeout: 120_000 });

/** Their paths. */
function written(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = newFolder();
  return Object.entries(files).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
}

test("several results are pooled, and each place is told of", async () => {
  const [anna = "", ben = "", cut = "", onGpu = ""] = written({
    "anna.json": writeResult(resultOf([1, 2])),
    "ben.json": writeResult(resultOf([2])),
    "cut.json": writeResult(resultOf([3])).slice(0, -50),
    "on_gpu.json": writeResult(resultOf([4], gpu)),
  });
  const { code, output, errors } = await run(["--result", onGpu, ben, anna, cut]);
  expect([code, readResult(output)]).toEqual([0, resultOf([1, 2])]);
  expect(errors).toContain(`- ${ben}: 2 runs, seeds 2, version 0.3.0, WebAssembly: duplicate of ${anna}`);
  expect(errors).toMatch(/cut\.json: refused: The result .* cannot be read/);

  const report = await run(["--report", anna, onGpu, "--mix"]);
  expect(report.output).toMatch(
    /- 6 of 6 runs are finished\n[^]*## Pooled from\n\n[^]*- Mixed: the verdict is over runs/,
  );
  expect(report.output).toContain("on\\_gpu.json: 2 runs, seeds 4");
  const second = await run(["--results", anna, onGpu, "--group", "2"]);
  expect(JSON.parse(second.output)).toMatchObject({
    finished: 2,
    pooled: {
      files: [{ fate: "left out: another engine" }, { fate: "pooled" }],
      remarks: ["Left out: 4 runs on version 0.3.0, WebAssembly, which is another engine."],
    },
  });
});

test("one result is told of as it is; groups that are not there, and places without runs, are refused", async () => {
  const [anna = "", cut = ""] = written({ "anna.json": writeResult(resultOf([1, 2])), "cut.json": "{" });
  expect((await run(["--result", anna])).output).toBe(writeResult(resultOf([1, 2])));
  const third = await run(["--results", anna, cut, "--group", "3"]);
  expect([third.code, third.errors]).toEqual([2, expect.stringContaining("--group 1: version 0.3.0, WebAssembly")]);
  const none = await run(["--results", cut, join(cut, "..")]);
  expect([none.code, none.errors]).toEqual([2, expect.stringContaining("None of the 2 places has finished runs")]);
});

test("one place with runs of several engines is grouped like several, and says that it is mixed when it is", async () => {
  const [one, other] = [resultOf([1, 2]), resultOf([3], gpu)];
  const whole = { ...resultOf([1, 2, 3]), runs: [...one.runs, ...other.runs] };
  const [saved = ""] = written({ "saved.json": writeResult(whole) });
  const told = async (...more: readonly string[]) => JSON.parse((await run(["--results", saved, ...more])).output);
  expect(await told()).toMatchObject({
    finished: 4,
    mixture: "",
    pooled: { remarks: ["Left out: 2 runs on version 0.3.0, a GPU, which is another engine."] },
  });
  expect(await told("--group", "2")).toMatchObject({ finished: 2 });
  expect(await told("--mix")).toMatchObject({ finished: 6, mixture: expect.stringMatching(/^Mixed: .* 2 engines/) });
});

test("a result too large to be opened again is refused in a sentence", async () => {
  // Two thirds of what fits.
  const large = (seed: number): StudyResult => {
    const result = resultOf([seed]);
    const losses = new Float32Array(700_000).fill(seed);
    return { ...result, runs: result.runs.map((run) => ({ ...run, numbers: { ...run.numbers, losses } })) };
  };
  const places = written({ "a.json": writeResult(large(1)), "b.json": writeResult(large(2)) });
  const refused = await run(["--result", ...places]);
  expect([refused.code, refused.output, refused.errors]).toEqual([
    2,
    "",
    "The result would have 4 runs of 2800000 steps, and more than can be opened again.\n",
  ]);
});
