// The walls of the house, as data: which room of src/ may use which (docs/architecture.md). walls.test.ts
// reads every import and fails on a broken wall and on a grant that nothing uses. To change this file is
// to make a decision.

export interface Room {
  /** Rooms (or single files of rooms) whose values and types it may import, besides its own. */
  readonly rooms: readonly string[];
  /** Rooms of which it may import types only. */
  readonly types?: readonly string[];
  /** npm packages (or paths in them) that it may import. */
  readonly packages: readonly string[];
  /** Uses neither tfjs nor the DOM, Node, a clock or a network: the same result anywhere, at any time. */
  readonly pure?: true;
  /** Uses none of JavaScript's own functions whose last bits differ between browsers. */
  readonly exact?: true;
}

const tfjs = "@tensorflow/tfjs-core";
const cpu = "@tensorflow/tfjs-backend-cpu";
const wasm = "@tensorflow/tfjs-backend-wasm";
const webgpu = "@tensorflow/tfjs-backend-webgpu";

/** A room is a folder of src/, or a file in src/ itself. */
export const rooms: Readonly<Record<string, Room>> = {
  activations: { rooms: [], packages: [], pure: true, exact: true },
  settings: { rooms: [], packages: ["zod"], pure: true, exact: true },
  graph: { rooms: [], types: ["activations"], packages: [], pure: true, exact: true },
  networks: { rooms: ["activations", "graph", "settings"], packages: [], pure: true, exact: true },
  recipe: {
    rooms: ["activations", "graph", "networks", "settings", "data/sha256.ts", "data/descriptions.ts"],
    types: ["data"],
    packages: [],
    pure: true,
    exact: true,
  },
  data: { rooms: ["settings"], packages: ["@noble/hashes"], pure: true, exact: true },
  kernels: { rooms: ["activations"], packages: [tfjs, cpu, wasm, webgpu] },
  device: { rooms: ["kernels", "run/runFault.ts"], types: ["recipe", "run"], packages: [tfjs, cpu, wasm] },
  model: { rooms: ["graph", "kernels", "data/random.ts"], types: ["activations"], packages: [tfjs], exact: true },
  train: { rooms: ["recipe", "data", "model", "run", "graph", "kernels"], packages: [tfjs, wasm, webgpu], exact: true },
  run: { rooms: [], types: ["recipe"], packages: [], pure: true },
  forecast: { rooms: ["recipe"], types: ["run"], packages: [], pure: true, exact: true },
  // Loaded when it is needed, because its distributions are large.
  statistics: {
    rooms: ["data/random.ts"],
    packages: [
      "@stdlib/stats-base-dists-normal-cdf",
      "@stdlib/stats-base-dists-normal-quantile",
      "@stdlib/stats-base-dists-t-quantile",
    ],
    pure: true,
  },
  study: {
    rooms: [
      "activations",
      "networks",
      "recipe",
      "settings",
      "statistics",
      "charts/csv.ts",
      "charts/frame.ts",
      "charts/heatmap.ts",
      "charts/interval.ts",
      "charts/mark.ts",
      "charts/markup.ts",
      "charts/paper.ts",
      "charts/scale.ts",
      "data/descriptions.ts",
      "data/sha256.ts",
      "run/version.ts",
    ],
    types: ["run", "data"],
    // The two writers of files are loaded when a file is written.
    packages: ["zod", "fflate", "hyparquet-writer"],
    pure: true,
  },
  worker: { rooms: ["run", "train", "device", "data"], types: ["recipe"], packages: [] },
  // Knows records, and neither the page nor its store: the lab asks it.
  shelf: { rooms: ["recipe"], types: ["run"], packages: ["idb", "zod"] },
  lab: {
    rooms: ["activations", "forecast", "recipe", "run/version.ts", "settings"],
    types: ["run", "shelf"],
    packages: ["zustand/vanilla"],
  },
  charts: { rooms: [], types: ["run"], packages: ["react", "recharts"] },
  ui: {
    rooms: [
      "activations",
      "lab",
      "charts",
      "networks",
      "recipe",
      "settings",
      "statistics",
      "study",
      "data/registry.ts",
      "data/sources.ts",
    ],
    types: ["graph", "run"],
    packages: ["react", "react-dom", "react-aria-components", "zustand", "@tanstack/react-virtual"],
  },
  "main.ts": { rooms: ["worker", "shelf", "lab", "ui"], packages: [] },
  cli: {
    rooms: ["train", "device", "forecast", "recipe", "data", "graph", "study", "kernels/dawn.ts", "run/version.ts"],
    types: ["run"],
    packages: ["node:", "zod"],
  },
};

/** Files for Node only (tests, benches, the command line), which neither page nor worker may reach. */
export const nodeFiles: readonly string[] = [
  "cli/main.ts",
  "kernels/dawn.ts",
  "kernels/nodeEngines.ts",
  "device/nodeAssets.ts",
];

/** The page's thread starts here and must never reach tfjs. */
export const pageEntry = "main.ts";

/** Only this room starts workers and posts messages. */
export const messageRoom = "worker";

/** The one other file that posts messages: to other tabs. */
export const tabFile = "shelf/tabs.ts";

/** The one source of randomness. */
export const randomSource = "data/random.ts";

export const impureGlobals: readonly string[] = [
  "window",
  "document",
  "navigator",
  "location",
  "history",
  "localStorage",
  "sessionStorage",
  "indexedDB",
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "Worker",
  "self",
  "globalThis",
  "OffscreenCanvas",
  "ImageData",
  "Image",
  "createImageBitmap",
  "requestAnimationFrame",
  "setTimeout",
  "setInterval",
  "performance",
  "Date",
  "process",
  "Buffer",
  "require",
  "__dirname",
  "tf",
];

export const inexactMath: readonly string[] = [
  "exp",
  "expm1",
  "log",
  "log2",
  "log10",
  "log1p",
  "pow",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "atan2",
  "sinh",
  "cosh",
  "tanh",
  "asinh",
  "acosh",
  "atanh",
  "cbrt",
  "hypot",
];

export const randomGlobals: readonly string[] = ["Math.random", "crypto.getRandomValues", "crypto.randomUUID"];

export const emptyNames: readonly string[] = ["utils", "util", "helpers", "helper", "common", "types", "misc", "index"];

/** A file with more lines probably holds two things. Long lists of arguments, one per line, count too. */
export const MOST_LINES = 400;

/** The formatter breaks lines at 120 columns; what it cannot break (texts, patterns) may be a little longer. */
export const MOST_COLUMNS = 140;
