// Starts other programs: those of our npm packages by their own JavaScript file (the same
// on every system, no shell), and npm itself. Node only.
import { spawn } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./stamps.mjs";

/** Whether the module at `url` is the program that was started, and not merely imported. */
export function isMain(url) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(url));
}

/** The JavaScript file behind a package's command, e.g. `binOf("vite")`. */
export function binOf(packageName, command = packageName) {
  const folder = join(root, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}

/** How to start npm: by the npm that started us where there is one, else by its name. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script)) return { file: process.execPath, first: [script], shell: false };
  // npm is a .cmd file on Windows, and Node starts those only through a shell.
  return process.platform === "win32"
    ? { file: "npm.cmd", first: [], shell: true }
    : { file: "npm", first: [], shell: false };
}

/**
 * Runs a program to its end and returns its exit code. After `limitMs`, or when this process ends,
 * it is stopped with all it has started. `stdio` as in Node's `spawn`.
 */
export function runToEnd(file, args, { env = process.env, stdio = "inherit", shell = false, limitMs = Infinity } = {}) {
  return new Promise((resolve) => {
    const ownGroup = process.platform !== "win32";
    const child = spawn(file, args, { cwd: root, env, stdio, shell, detached: ownGroup });
    let timedOut = false;
    const end = () => {
      try {
        if (ownGroup) process.kill(-child.pid, "SIGKILL");
        else spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
      } catch {
        /* It has ended by itself. */
      }
    };
    const interrupted = () => {
      end();
      process.exit(130);
    };
    process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
    const timer =
      limitMs === Infinity
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            end();
          }, limitMs);
    const done = (code, problem) => {
      clearTimeout(timer);
      process.removeListener("SIGINT", interrupted).removeListener("SIGTERM", interrupted);
      resolve({ code, timedOut, problem });
    };
    child.once("error", (error) => done(1, error.message));
    child.once("exit", (code, signal) => done(code ?? 1, signal ? `ended by ${signal}` : undefined));
  });
}
