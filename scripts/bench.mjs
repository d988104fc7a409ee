// `npm run bench`: builds the bench into .cache/ and runs it there. Options go to bench/main.ts.
import { join } from "node:path";
import { buildBench, buildBenchPage } from "./bench-build.mjs";
import { ensureBrowser } from "./browser.mjs";
import { runToEnd } from "./programs.mjs";
import { root } from "./stamps.mjs";

const folder = join(root, ".cache/bench");
const limits = await buildBench(folder);
const env = {
  ...process.env,
  BENCH_LIMITS: JSON.stringify(limits),
  BENCH_RESULTS: process.env.BENCH_RESULTS ?? join(root, "bench/results"),
};
if (process.argv.includes("--browser")) {
  env.CHROME_PATH = await ensureBrowser((line) => console.error(line));
  env.BENCH_PAGE = join(root, ".cache/bench-page");
  await buildBenchPage(env.BENCH_PAGE);
}
const { code } = await runToEnd(process.execPath, [join(folder, "bench/main.mjs"), ...process.argv.slice(2)], { env });
process.exit(code);
