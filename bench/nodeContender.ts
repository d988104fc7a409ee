// A contender in a Node process of its own: questions come as lines of JSON on standard input,
// answers go as lines of JSON to standard output.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { dataFolder } from "./places.ts";
import { nodeAssets } from "../src/device/nodeAssets.ts";
import { dawnAdapter } from "../src/kernels/dawn.ts";
import { answering, type Envelope } from "./contender.ts";
import { openContender } from "./openContender.ts";
import type { OpenOptions, Surroundings } from "./surroundings.ts";

// Libraries print greetings to the console, but standard output is for answers.
console.log = console.info = console.warn = console.error;

const surroundings: Surroundings = {
  assets: nodeAssets,
  async fetchData(name) {
    const bytes = await readFile(new URL(name, dataFolder));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  },
  async prepareGpu() {
    const adapter = await dawnAdapter();
    if ("reason" in adapter) throw new Error(adapter.reason);
    // tfjs looks for a browser's worker, jax-js for the browser's name.
    Object.assign(globalThis, { WorkerGlobalScope: class {} });
    Object.assign(navigator, { userAgent: `Node.js ${process.versions.node}` });
  },
};

const answer = answering((options) => openContender(options as unknown as OpenOptions, surroundings));
let last: Promise<unknown> = Promise.resolve();
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { id, ...question } = JSON.parse(line) as Envelope;
    last = last.then(async () => {
      try {
        process.stdout.write(`${JSON.stringify({ id, value: (await answer(question)) ?? null })}\n`);
      } catch (error) {
        process.stdout.write(
          `${JSON.stringify({ id, error: error instanceof Error ? error.message : String(error) })}\n`,
        );
      }
    });
  })
  .on("close", () => process.exit(0));
