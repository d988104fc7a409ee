// Studies on the command line: listed, planned, trained in parts, killed and taken up again, and read.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { parseRecipe } from "../recipe/parse.ts";
import { recipeHash } from "../recipe/hash.ts";
import { compareNumbers } from "../study/check.ts";
import { parseStudyText, writeStudy } from "../study/file.ts";
import { READY_STUDIES, readyIds } from "../study/ready.ts";
import { readResult } from "../study/result.ts";
import type { Study } from "../study/study.ts";
import { readTask } from "./commandLine.ts";
import { UsageError } from "./exitCodes.ts";
import { printResults } from "./studyResults.ts";
import { newFolder, run, start } from "./testProgram.ts";

// Each test starts the program several times.
vi.setConfig({ testTimeout: 180_000 });

const study: Study = {
  name: "Small",
  question: "Which?",
  base: parseRecipe({
    network: { width: 8, stages: [1], module: { segments: 4 } },
    dataset: { id: "coupled-10", settings: { images: 500 } },
    training: { epochs: 2, batchSize: 64 },
  }),
  factors: [{ setting: "between", values: ["none", "relu"] }],
  seeds: [1, 2],
  margin: 1,
};

/** Stands for a file with the study. */
const SMALL = "small.json";

function fileOf(of: Study): string {
  const file = join(newFolder(), "study.json");
  writeFileSync(file, writeStudy(of));
  return file;
}

interface Line {
  readonly recipeHash: string;
  readonly seed: number;
  readonly test: number;
  readonly seconds?: number;
}
const lines = (output: string): readonly Line[] =>
  output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

test("the ready studies are listed, and each is printed as a file that can be read", async () => {
  const { code, output } = await run(["--ready"]);
  expect([code, output.trimEnd().split("\n").length]).toEqual([0, readyIds.length]);
  const one = await run(["--ready", "figure10"]);
  expect(parseStudyText(one.output)).toEqual(READY_STUDIES.figure10.study);
});

test("a study is trained in parts, killed and taken up again, and gives what one process gives", async () => {
  const file = fileOf(study);
  const [whole, parts] = [newFolder(), newFolder()];
  const plan = await run(["--study", file, "--plan"]);
  const planned = lines(plan.output);
  expect(planned.map(({ seed }) => seed)).toEqual([1, 1, 2, 2]);
  // Of an arm each seed takes as long.
  const times = planned.map(({ seconds }) => seconds ?? 0);
  expect(Math.min(...times)).toBeGreaterThan(0);
  expect(times.slice(2)).toEqual(times.slice(0, 2));
  expect(plan.errors).toMatch(/^4 runs take (?:about \d+ s|under a second) here, one after another\.$/m);

  const training = await run(["--study", file, "--out", whole]);
  expect(training.errors).toMatch(/run 2 of 4: .*; (?:about \d+ s|under a second) left/);
  const trained = lines(training.output);
  expect(trained.map(({ recipeHash }) => recipeHash)).toEqual(planned.map(({ recipeHash }) => recipeHash));

  // The first part is killed in its second run.
  const first = start(["--study", file, "--out", parts, "--shard", "1/2"]);
  await first.next(() => true);
  first.kill("SIGKILL");
  await first.ended;
  const [one, two] = await Promise.all(
    ["1/2", "2/2"].map((shard) => run(["--study", file, "--out", parts, "--shard", shard])),
  );
  expect([one?.code, two?.code]).toEqual([0, 0]);
  expect([...lines(one?.output ?? ""), ...lines(two?.output ?? "")].toSorted((a, b) => a.seed - b.seed)).toEqual(
    trained,
  );

  const events = (folder: string) =>
    readdirSync(join(folder, "runs")).map((name) =>
      readFileSync(join(folder, "runs", name, "events.jsonl"), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as { readonly type: string; readonly loss?: number })
        .filter(({ type }) => type === "step" || type === "evaluated")
        .map(({ loss }) => loss),
    );
  expect(events(parts)).toEqual(events(whole));

  // More seeds are more runs of the same study; what is finished is left out.
  const more = await run(["--study", fileOf({ ...study, seeds: [2, 3] }), "--out", whole]);
  expect(lines(more.output).map(({ seed }) => seed)).toEqual([2, 2, 3, 3]);
  expect(more.errors.match(/epoch 2, test/g)).toHaveLength(2);
  const results = JSON.parse((await run(["--results", whole])).output) as { finished: number; verdict: string };
  expect(results).toMatchObject({ runs: 6, finished: 6, comparisons: [{ differences: { length: 3 } }] });
  expect(results.verdict).toMatch(/^Inconclusive\. Below 6 pairs/);

  // In every form at once: those of the page's archive.
  const into = join(newFolder(), "files");
  const files = await run(["--report", whole, "--into", into]);
  expect([files.code, files.errors]).toEqual([0, expect.stringMatching(/^\d+ files are in /)]);
  expect(readdirSync(into)).toEqual(
    expect.arrayContaining(["curves.parquet", "report.html", "report.md", "ro-crate-metadata.json", "tensorboard"]),
  );
  expect(readdirSync(join(into, "tensorboard"))).toHaveLength(6);
  expect(readFileSync(join(into, "report.md"), "utf8")).toBe((await run(["--report", whole])).output);
  expect(readResult(readFileSync(join(into, "result.json"), "utf8")).runs).toHaveLength(6);

  // As the page opens it: with the losses of every step, and the same from one process as from parts.
  const result = async (folder: string) => readResult((await run(["--result", folder])).output).runs;
  const [ofWhole, ofParts] = [await result(whole), await result(parts)];
  expect(ofWhole).toHaveLength(6);
  expect(ofParts).toHaveLength(4);
  for (const own of ofParts) {
    const other = ofWhole.find(({ recipe }) => recipeHash(recipe) === recipeHash(own.recipe));
    expect(other && compareNumbers(other.numbers, own.numbers).kind).toBe("identical");
  }
});

test.each([
  [["--study", "nowhere.json", "--plan"], "The study nowhere.json cannot be read"],
  [["--shard", "1/2"], "--shard needs --study FILE."],
  [["--study", SMALL, "--plan", "--shard", "3/2"], '--shard is "3/2": allowed is I/N, with I from 1 to N.'],
  [["--study", SMALL], "--study needs --out FOLDER, for its runs, or --plan."],
  [["--results", ""], "--results names no folder and no file."],
  [["--results", "one", "two", "--group", "0"], '--group is "0": allowed is a whole number from 1.'],
  [["--ready", "figure10", "more"], '"more" belongs to no option'],
  [["--mix"], "--group and --mix need one of --results, --report, --result."],
  [["--report", "a", "--into", ""], "--into names no folder."],
  [["--into", "b"], "--into needs --report PLACE."],
  [["--ready", "figure11"], '--ready is "figure11": allowed is one of spectrum, equalParameters, '],
])("%j is a wrong command line", async (args, words) => {
  const file = fileOf(study);
  await expect(readTask(args.map((arg) => (arg === SMALL ? file : arg)))).rejects.toThrow(words);
  await expect(readTask(args.map((arg) => (arg === SMALL ? file : arg)))).rejects.toThrow(UsageError);
});

test("a folder without a study, and one of another study, are refused with exit code 2", async () => {
  const folder = newFolder();
  await expect(printResults({ places: [folder], group: 1, isMixed: false })).rejects.toThrow(
    `There is no study in ${folder}.`,
  );
  writeFileSync(join(folder, "study.json"), writeStudy({ ...study, question: "What else?" }));
  const { code, errors } = await run(["--study", fileOf(study), "--out", folder]);
  expect([code, errors]).toEqual([2, expect.stringContaining("holds another study, “Small”")]);
});
