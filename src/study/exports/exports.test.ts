// What leaves the lab is what the result tells, in every form; whatever a study's words are.
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { z } from "zod";
import type { PictureSource } from "../../data/sources.ts";
import { recipeHash } from "../../recipe/hash.ts";
import { RECIPE } from "../../recipe/settings.ts";
import { allLeaves } from "../../settings/leaves.ts";
import { parseStudyText } from "../file.ts";
import { result, runs, study, terms } from "../fixtures/smallResult.ts";
import { numbersDigest, readResult, type StudyResult } from "../result.ts";
import { armsTable } from "./armsTable.ts";
import { bundleOf, type Bundle, type Exporter } from "./bundle.ts";
import { comparisonsTable } from "./comparisonsTable.ts";
import { curves } from "./curves.ts";
import { eventFile } from "./eventFile.ts";
import { everything, EXPORTERS, exporterIds } from "./exporters.ts";
import { figure, figureOf } from "./figure.ts";
import { reportHtml } from "./reportHtml.ts";
import { runLine } from "./runLine.ts";
import { runLines } from "./runLines.ts";
import { runsTable } from "./runsTable.ts";
import { tensorboard } from "./tensorboard.ts";

const DRAWN: PictureSource = {
  title: "Some Emoji",
  author: "Some & Others",
  authorUrl: "https://example.org/emoji",
  licence: "CC-BY-4.0",
  licenceUrl: "https://example.org/licence",
  use: "pictures",
};
const bundle = (of: StudyResult = result): Bundle =>
  bundleOf(of, "2026-11-28", () => Promise.resolve([DRAWN, { ...DRAWN, title: "More Emoji" }]));
const textOf = async (exporter: Exporter, of: Bundle = bundle()) => String(await exporter.write(of));
const bytesOf = async (exporter: Exporter, of: Bundle = bundle()) => {
  const content = await exporter.write(of);
  if (typeof content === "string") throw new Error("It is a text.");
  return content;
};

const HOSTILE = `</title><script>alert("1")</script>&'\u0000\ud800|`;
const hostile: StudyResult = { ...result, study: { ...study, name: HOSTILE, question: HOSTILE } };

test("arms and comparisons are tables with their numbers in full", async () => {
  const of = bundle();
  const { arms, comparisons } = of.outcome.accuracy;
  const [head = "", ...lines] = (await textOf(armsTable, of)).trimEnd().split("\r\n");
  expect(head).toMatch(/^arm,between,chosen,parameters,multiply_adds,mismatch,runs,test_accuracy_mean,/);
  expect(lines.map((line) => Number(line.split(",")[7]))).toEqual(arms.map(({ mean }) => mean));
  const table = (await textOf(comparisonsTable, of)).trimEnd().split("\r\n");
  // One comparison, of accuracy and of loss.
  expect(table.map((line) => line.split(",")[0])).toEqual(["measure", "accuracy", "loss"]);
  expect(Number(table[1]?.split(",")[4])).toBe(comparisons[0]?.judgement?.summary.mean);
});

test("runs.jsonl has a line per run that its published schema allows", async () => {
  const lines = (await textOf(runLines)).trimEnd().split("\n");
  const read = lines.map((line) => runLine.parse(JSON.parse(line)));
  expect(read).toHaveLength(runs.length);
  for (const [at, { numbers, recipe, terms }] of runs.entries())
    expect(read[at]).toMatchObject({
      run: at % 2 === 0 ? "none" : "ReLU",
      factors: { between: at % 2 === 0 ? "none" : "relu" },
      recipe,
      recipeHash: recipeHash(recipe),
      terms,
      numbersDigest: numbersDigest(numbers),
      losses: [...numbers.losses],
      validation: numbers.validation,
      test: numbers.test,
    });
  const schema = `${JSON.stringify(z.toJSONSchema(runLine), null, 2)}\n`;
  await expect(schema).toMatchFileSnapshot(join(import.meta.dirname, "../../../docs/schema/run.schema.json"));
});

test("curves.parquet has a row for each step and evaluation, with what the study varies", async () => {
  const of: StudyResult = {
    ...result,
    study: { ...study, factors: [{ setting: "segments", values: [3] }, ...study.factors] },
  };
  const content = await bytesOf(curves, bundle(of));
  const file = content.buffer;
  if (!(file instanceof ArrayBuffer)) throw new Error("It is shared.");
  const rows = await parquetReadObjects({ file });
  const [first] = runs;
  const [head, step] = [{ run: "3, none", seed: 1n, segments: 3, between: "none" }, Math.fround(2.3)];
  expect(rows).toHaveLength(runs.length * (4 + 3 + 1));
  expect(rows.slice(0, 8)).toMatchObject([
    { ...head, recipe_sha256: recipeHash(first!.recipe), split: "validation", step: 0, epoch: 0, loss: step },
    { ...head, split: "train", step: 1, epoch: 0.5, loss: step, accuracy: null },
    { ...head, split: "train", step: 2, epoch: 1, accuracy: null },
    { ...head, split: "validation", step: 2, epoch: 1, ...first?.numbers.validation[1] },
    { ...head, split: "train", step: 3 },
    { ...head, split: "train", step: 4 },
    { ...head, split: "validation", step: 4, epoch: 2, ...first?.numbers.validation[2] },
    { ...head, split: "test", step: 4, epoch: 2, ...first?.numbers.test },
  ]);
  const told = parquetMetadata(file).key_value_metadata?.find(({ key }) => key === "study");
  expect(parseStudyText(told?.value ?? "")).toEqual(of.study);
});

test("curves.parquet has the largest seeds too", async () => {
  const seed = 4_294_966_795;
  const [first] = runs;
  const of = {
    ...result,
    study: { ...study, seeds: [seed] },
    runs: [{ ...first!, recipe: { ...first!.recipe, seed } }],
  };
  const rows = await parquetReadObjects({ file: (await bytesOf(curves, bundle(of))).buffer as ArrayBuffer });
  expect(new Set(rows.map((row) => row["seed"]))).toEqual(new Set([BigInt(seed)]));
});

test("no setting that a study can vary has the name of another column", async () => {
  const fixed = [
    ...Object.keys((await parquetReadObjects({ file: (await bytesOf(curves)).buffer as ArrayBuffer }))[0] ?? {}),
    ...((await textOf(runsTable)).split("\r\n")[0]?.split(",") ?? []),
  ].filter((name) => name !== "between" && name !== "seed");
  expect(allLeaves(RECIPE).filter(({ link }) => fixed.includes(link))).toEqual([]);
});

test("TensorBoard gets a folder per run, with its losses and accuracies by step", async () => {
  const files = unzipSync(await bytesOf(tensorboard));
  expect(Object.keys(files)).toHaveLength(runs.length);
  const [first] = runs;
  const name = `none-seed-1-${recipeHash(first!.recipe).slice(0, 8)}/events.out.tfevents.0.xception-lab`;
  const [v0, v1, v2] = first!.numbers.validation.map(({ loss, accuracy }) => ({
    "loss/validation": loss,
    "accuracy/validation": accuracy,
  }));
  const [l1, l2, l3, l4] = [...first!.numbers.losses].map((loss) => ({ "loss/train": loss }));
  const { loss, accuracy } = first!.numbers.test;
  const inOrder = [v0, l1, l2, v1, l3, l4, v2, { "loss/test": loss, "accuracy/test": accuracy }];
  const steps = [0, 1, 2, 2, 3, 4, 4, 4];
  expect(files[name]).toEqual(eventFile(steps.map((step, at) => ({ step, scalars: inOrder[at] ?? {} }))));
});

test("the web page tells everything, needs nothing else, and runs no words of a study", async () => {
  const page = await textOf(reportHtml);
  for (const words of [
    "<h1>A study</h1><p>Which?</p><svg",
    "<h2>Guess</h2><blockquote>None wins.</blockquote>",
    "<h2>Verdict</h2><p>Inconclusive.",
    "<h2>Before you believe it</h2>",
    "<td>Epochs</td><td>2</td><td><code>epochs</code></td>",
    "<td>varied</td><td><code>between</code></td>",
    numbersDigest(runs[3]!.numbers),
    "a".repeat(64),
    'by Some &amp; Others, <a href="https://example.org/licence">CC-BY-4.0</a>: pictures.',
  ])
    expect(page).toContain(words);
  expect(page).not.toMatch(/<(script|link|img|iframe)|src=|url\((?!#)|@import/);
  const attacked = await textOf(reportHtml, bundle(hostile));
  expect(attacked).not.toContain("<script");
  expect(attacked).toContain(
    "<h1>&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;'\ufffd\ufffd|</h1>",
  );
});

test("the figure says what it shows, in the colours of paper", async () => {
  const svg = await textOf(figure);
  for (const words of [
    ">A study</text>",
    "n\u00a0=\u00a02 runs per arm",
    "Verdict: Inconclusive.",
    "Xception Lab. Study ",
  ])
    expect(svg).toContain(words);
  expect(figureOf(study, bundle().outcome.loss, "").markup).toContain(">On loss, beside the verdict: Inconclusive.");
  expect(svg).not.toMatch(/class=|var\(|light-dark|NaN|undefined/);
  // The mark of each arm, and a dot for each run.
  expect(svg.match(/<circle /g)).toHaveLength(runs.length);
  const attacked = await textOf(figure, bundle(hostile));
  for (const words of ["<script", "\u0000", "\ud800"]) expect(attacked).not.toContain(words);
});

test("a result of several engines says so beside its verdict in every form that tells one", async () => {
  const onGpu = { ...terms, engine: "webgpu", adapter: "a GPU" } as const;
  const mixed = { ...result, runs: runs.map((run) => (run.recipe.seed === 2 ? { ...run, terms: onGpu } : run)) };
  const words = "Mixed: the verdict is over runs of 2 engines (WebAssembly; a GPU).";
  const files = await everything.files(bundle(mixed));
  for (const name of ["report.md", "report.html", "ro-crate-metadata.json", "figure.svg"])
    expect(String(files[name]), name).toContain(words);
  expect(String(files["report.md"])).toMatch(/## Verdict\n\nInconclusive\..*\n\nMixed: /);
  expect(await textOf(reportHtml)).not.toContain("Mixed");
});

test("everything is one archive whose description names each file; its bytes are the same in every time zone", async () => {
  const zone = process.env["TZ"];
  try {
    process.env["TZ"] = "Pacific/Auckland";
    const there = await bytesOf(everything);
    process.env["TZ"] = "America/Los_Angeles";
    expect(Buffer.compare(there, await bytesOf(everything))).toBe(0);
    const files = unzipSync(there);
    const names = Object.keys(files).filter((name) => name !== "ro-crate-metadata.json");
    expect(names.filter((name) => !name.startsWith("tensorboard/")).sort()).toEqual(
      exporterIds
        .map((id) => EXPORTERS[id].file)
        .filter((name) => !name.endsWith(".zip"))
        .sort(),
    );
    expect(readResult(strFromU8(files["result.json"]!))).toEqual(result);
    const crate = JSON.parse(strFromU8(files["ro-crate-metadata.json"]!)) as {
      readonly "@graph": readonly {
        readonly "@id": string;
        readonly "@type": string;
        readonly [key: string]: unknown;
      }[];
    };
    const entities = new Map(crate["@graph"].map((entity) => [entity["@id"], entity]));
    expect(entities.size).toBe(crate["@graph"].length);
    for (const name of names) expect(entities.get(name)).toMatchObject({ contentSize: String(files[name]!.length) });
    expect(entities.get("./")).toMatchObject({ name: "A study", datePublished: "2026-11-28" });
    expect(entities.get("#data-emoji-10")).toMatchObject({ license: [{ "@id": DRAWN.licenceUrl }] });
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
});
