// `npm test`: sets up what is missing, runs every stage, and ends with one line over them all.
// `npm test -- types lint` runs only the stages named.
import { ensureBrowser } from "./browser.mjs";
import { setUpOrExit } from "./setup.mjs";

await setUpOrExit();
const { needSite, stages } = await import("./stages.mjs");

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`There is no stage "${unknown.join('", "')}": the stages are ${Object.keys(stages).join(", ")}.`);
  process.exit(1);
}

let browser;
let noBrowser;
try {
  browser = await ensureBrowser((line) => console.log(line));
  console.log(`✓ browser: ${browser}`);
} catch (error) {
  noBrowser = error.message;
  console.error(`✗ browser: ${noBrowser}`);
}

const results = [];
for (const [name, run] of Object.entries(stages)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n── ${name} ──`);
  const startMs = Date.now();
  let result;
  try {
    const siteFailed = results.some(
      (earlier) => earlier.name === "site" && earlier.failed.includes("the site does not build"),
    );
    if (name === "browser" && noBrowser) throw new Error(noBrowser);
    if (needSite.includes(name) && siteFailed) throw new Error("there is no site to open: it does not build");
    result = await run(browser);
  } catch (error) {
    result = { passed: 0, failed: [`the stage "${name}" could not run: ${error.message}`], skipped: [] };
  }
  results.push({ name, seconds: (Date.now() - startMs) / 1000, ...result });
}

console.log("\n── summary ──");
for (const { name, seconds, passed, failed, skipped } of results) {
  const skips = skipped.length > 0 ? `, ${skipped.length} skipped` : "";
  console.log(
    `${name.padEnd(8)} ${String(passed).padStart(5)} passed, ${failed.length} failed${skips}  (${seconds.toFixed(1)} s)`,
  );
}
for (const { skipped } of results) for (const skip of skipped) console.log(`skipped: ${skip}`);
for (const { failed } of results) for (const failure of failed) console.log(`FAILED: ${failure}`);

const sum = (key) =>
  results.reduce((total, result) => total + (key === "passed" ? result.passed : result[key].length), 0);
const skips = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
console.log(`${sum("passed")} passed, ${sum("failed")} failed${skips}`);
process.exit(sum("failed") > 0 ? 1 : 0);
