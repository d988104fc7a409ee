// The walls hold: every source is read, and every import and name is compared with src/walls.ts. Also,
// each kind of breach is found when it is planted.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { idleGrants, importCircles, untidyFiles, wallBreaches, type Sources } from "../scripts/walls/breaches.ts";
import { MOST_COLUMNS, MOST_LINES, rooms, type Room } from "./walls.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

function read(folder: string): Sources {
  if (!existsSync(join(root, folder))) return new Map();
  // Files that the set-up writes may be long.
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/[/\\]built$/.test(entry.parentPath),
  );
  const paths = files.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(join(root, folder).length + 1)
      .replaceAll("\\", "/"),
  );
  return new Map(
    paths.map((path) => [
      path,
      /\.(tsx?|m[jt]s|css)$/.test(path) ? readFileSync(join(root, folder, path), "utf8") : "",
    ]),
  );
}

test("no wall of src is broken", () => {
  const sources = read("src");
  expect(sources.size).toBeGreaterThan(20);
  expect(wallBreaches(sources)).toEqual([]);
});

test("no grant is idle: every room and package that a room may use, it uses", () => {
  expect(idleGrants(read("src"), rooms)).toEqual([]);
});

test.each(["bench", "scripts", "e2e"])("no circle of imports in %s", (folder) => {
  expect(importCircles(read(folder))).toEqual([]);
});

test.each(["src", "e2e", "bench", "scripts"])(
  "files of %s are short and narrow, and named for what they hold",
  (folder) => {
    expect(untidyFiles(read(folder))).toEqual([]);
  },
);

describe("a planted breach is found:", () => {
  const breachesOf = (planted: Record<string, string>) => wallBreaches(new Map(Object.entries(planted)));

  test("a house in order has none", () => {
    expect(
      breachesOf({
        "main.ts": 'import { client } from "./worker/client.ts"; client();',
        "worker/client.ts":
          'export const client = () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });',
        "worker/worker.ts": 'import { train } from "../train/train.ts"; onmessage = () => postMessage(train());',
        "train/train.ts":
          'import * as tf from "@tensorflow/tfjs-core"; export const train = () => tf.scalar(Math.sqrt(2)); // Math.random() document',
        "graph/cost.ts":
          "interface Shape { document: string }\nexport const log = (x: Shape) => `Math.exp ${x.document}`;",
      }),
    ).toEqual([]);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      "a room that may not be used",
      { "graph/a.ts": 'import { b } from "../data/b.ts"; b();', "data/b.ts": "export const b = () => 1;" },
      /graph may not use data/,
    ],
    [
      "a value where only types may pass",
      { "recipe/a.ts": 'export { b } from "../data/b.ts";', "data/b.ts": "export const b = 1;" },
      /may import types from there/,
    ],
    ["a dynamic import", { "charts/a.ts": 'await import("../lab/b.ts");', "lab/b.ts": "" }, /charts may not use lab/],
    ["a package", { "lab/a.ts": 'import { useState } from "react"; useState();' }, /"react", which lab may not use/],
    ["Node in the page", { "ui/a.ts": 'import "node:fs";' }, /"node:fs", which ui may not use/],
    ["a missing file", { "graph/a.ts": 'import "./gone.ts";' }, /no src\/graph\/gone.ts/],
    ["an unknown room", { "shed/a.ts": "" }, /stands in no room/],
    [
      "a test's fixture in the program",
      { "graph/a.ts": 'import "./fixtures/b.ts";', "graph/fixtures/b.ts": "" },
      /for tests only/,
    ],
    ["the DOM", { "data/a.ts": "export const a = () => document.title;" }, /uses document, but data is pure/],
    [
      "the DOM by globalThis",
      { "run/a.ts": 'export const a = () => globalThis["localStorage"];' },
      /uses localStorage, but run is pure/,
    ],
    ["a clock", { "graph/a.ts": "export const now = () => Date.now();" }, /uses Date, but graph is pure/],
    ["Node's globals", { "recipe/a.ts": "export const a = process.env;" }, /uses process, but recipe is pure/],
    [
      "inexact mathematics",
      { "train/a.ts": "export const a = (x: number) => Math.exp(x);" },
      /Math.exp, whose last bits/,
    ],
    [
      "inexact mathematics, unpacked",
      { "data/a.ts": "const { pow } = Math; export const a = pow(2, 3);" },
      /Math.pow, whose last bits/,
    ],
    [
      "randomness",
      { "lab/a.ts": "export const a = () => Math.random();" },
      /uses Math.random: randomness comes only from/,
    ],
    [
      "randomness of the browser",
      { "ui/a.tsx": "export const a = () => <b>{crypto.randomUUID()}</b>;" },
      /uses crypto.randomUUID/,
    ],
    [
      "a message",
      { "ui/a.ts": "export const a = (port: MessagePort) => port.postMessage(1);" },
      /uses postMessage: only worker\/ does/,
    ],
    ["a worker", { "lab/a.ts": 'export const a = new Worker("x.js");' }, /starts a worker: only worker\/ does/],
    [
      "a circle",
      {
        "graph/a.ts": 'import { b } from "./b.ts"; export const a = b;',
        "graph/b.ts": 'import { a } from "./a.ts"; export const b = a;',
      },
      /graph\/a.ts → graph\/b.ts → graph\/a.ts/,
    ],
    [
      "a circle that a type closes",
      {
        "graph/a.ts": 'import { b } from "./b.ts"; export const a = b; export type A = number;',
        "graph/b.ts": 'import type { A } from "./a.ts"; export const b: A = 1;',
      },
      /graph\/a.ts → graph\/b.ts → graph\/a.ts/,
    ],
    [
      "tfjs on the page's thread",
      {
        "main.ts": 'import "./worker/client.ts";',
        "worker/client.ts": 'import "../device/engine.ts";',
        "device/engine.ts": 'import "@tensorflow/tfjs-core";',
      },
      /page's thread reaches tfjs: main.ts → worker\/client.ts → device\/engine.ts/,
    ],
    [
      "a file for Node in a worker",
      {
        "worker/client.ts": 'export const start = () => new Worker(new URL("./worker.ts", import.meta.url));',
        "worker/worker.ts": 'import "../device/a.ts";',
        "device/a.ts": 'import "../kernels/dawn.ts";',
        "kernels/dawn.ts": "",
      },
      /for Node only: worker\/worker.ts → device\/a.ts → kernels\/dawn.ts/,
    ],
  ])("%s", (_what, planted, sentence) => {
    expect(breachesOf(planted).join("\n")).toMatch(sentence);
  });

  test.each<[string, Room, string]>([
    ["a room", { rooms: ["data"], packages: [] }, "lab may use data, but does not"],
    ["a file of a room", { rooms: ["run/b.ts"], packages: [] }, "lab may use run/b.ts, but does not"],
    ["a room, where only types pass", { rooms: ["run"], packages: [] }, "imports only types from there"],
    ["types", { rooms: [], types: ["graph"], packages: [] }, "may import types from graph, but does not"],
    ["a package", { rooms: [], packages: ["zod"] }, "may use the package zod, but does not"],
    ["a path of a package", { rooms: [], packages: ["zustand/react"] }, "zustand/react, but does not"],
  ])("an idle grant of %s", (_what, lab, sentence) => {
    const house = new Map([
      [
        "lab/a.ts",
        'import type { B } from "../run/a.ts";\nimport "zustand/vanilla"; import "../graph/a.ts"; export const a: B = 1;',
      ],
      ["lab/a.test.ts", 'import "../data/a.ts"; import "zod";'],
    ]);
    expect(idleGrants(house, { lab })).toEqual([expect.stringContaining(sentence)]);
    const used: Room = { rooms: ["graph"], types: ["run"], packages: ["zustand"] };
    expect(idleGrants(house, { lab: used })).toEqual([]);
    expect(idleGrants(house, { lab: used, stats: used })).toEqual(["stats is a room without a file"]);
  });

  test("a file that is too long or too wide, or says nothing by its name", () => {
    expect(
      untidyFiles(
        new Map([
          ["lab/utils.ts", ""],
          ["lab/long.ts", "x;\n".repeat(MOST_LINES + 1)],
          ["lab/store.ts", "x;\n".repeat(MOST_LINES)],
          ["lab/wide.as.ts", `x;\n${"x".repeat(MOST_COLUMNS + 1)}`],
          ["lab/narrow.css", "x".repeat(MOST_COLUMNS)],
        ]),
      ),
    ).toEqual([
      expect.stringContaining('"utils" says nothing'),
      expect.stringContaining(`${MOST_LINES + 1} lines`),
      expect.stringContaining("lab/wide.as.ts: line 2 is longer"),
    ]);
  });
});
