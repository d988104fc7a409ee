// Starts contenders as processes of their own, Node's and Python's, and talks to them in lines of JSON.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Answer } from "./contender.ts";
import { correspondence, type Handle } from "./handle.ts";

const bundled = import.meta.url.endsWith(".mjs");
const child = fileURLToPath(new URL(bundled ? "contender.mjs" : "nodeContender.ts", import.meta.url));
// Fused multiply-add is behind a flag in Node 20; later versions have it and reject the flag.
const relaxed = process.versions.node.startsWith("20.") ? ["--experimental-wasm-relaxed-simd"] : [];

export function startNode(name: string, options: Readonly<Record<string, unknown>>): Promise<Handle> {
  return start(
    name,
    process.execPath,
    [...relaxed, ...(bundled ? [] : ["--import", "tsx"]), child],
    { ...options, name },
    {},
  );
}

/** `script` is the contender; one thread, so that its work is comparable with one WebAssembly instance's. */
export function startPython(
  name: string,
  python: string,
  script: string,
  environment: Readonly<Record<string, string>>,
): Promise<Handle> {
  const file = fileURLToPath(new URL(`python/${script}`, import.meta.url));
  return start(name, python, ["-u", file], {}, environment);
}

async function start(
  name: string,
  program: string,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string>>,
): Promise<Handle> {
  const running = spawn(program, [...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  let complaints = "";
  running.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-2000);
  });
  const letters = correspondence((envelope) => running.stdin.write(`${JSON.stringify(envelope)}\n`));
  createInterface({ input: running.stdout }).on("line", (line) => {
    if (line.startsWith("{")) letters.answered(JSON.parse(line) as Answer);
  });
  const gone = (reason: string) =>
    letters.fail(new Error(`${name} ended (${reason}). ${complaints.trim().split("\n").slice(-4).join(" | ")}`));
  running.on("error", (error) => gone(error.message)).on("exit", (code, signal) => gone(signal ?? `code ${code}`));
  running.stdin.on("error", () => {});
  try {
    const about = (await letters.ask({ ask: "open", options })) as Readonly<Record<string, string>>;
    return {
      name,
      about,
      ask: letters.ask,
      close: () => {
        running.kill();
      },
    };
  } catch (error) {
    running.kill();
    throw error;
  }
}
