// A tree's site, built by its own tooling and served, and visits to it in a browser with a profile on disk. (A
// private window keeps IndexedDB in memory, so its times would not be those of a real visit.)
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { browserArgs, findBrowser } from "../../scripts/browser.mjs";
import { npmCommand, runToEnd } from "../../scripts/programs.mjs";
import { serveSite } from "../../scripts/server.mjs";
import { writeKeptRuns } from "./keptRuns.mjs";
import { addProbes } from "./probes.mjs";
import { traced } from "./trace.mjs";

/** A browser that has just been started works on its own account, which doubles the time of what it opens first. */
const BROWSER_STARTS_MS = 4000;

export async function build(tree) {
  const npm = npmCommand();
  const { code } = await runToEnd(npm.file, [...npm.first, "--prefix", tree, "run", "--silent", "build"], {
    stdio: ["ignore", "ignore", "inherit"],
    shell: npm.shell,
  });
  if (code !== 0) throw new Error(`The site in ${tree} could not be built.`);
}

/**
 * Calls `work` with a visitor whose profile is empty, and deletes the profile afterwards. Each opening of the lab writes
 * a trace to the folder `traces`, if there is one.
 */
export async function withVisitor(tree, traces, work) {
  const site = await serveSite({ root: join(tree, "dist"), port: 0 });
  const profile = await mkdtemp(join(tmpdir(), "xception-lab-bench-"));
  try {
    return await work(visitor(site.url, profile, traces));
  } finally {
    await site.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function visitor(url, profile, traces) {
  let opened = 0;
  /** A new browser for each visit, so that only the disk is warm. */
  async function visit(work) {
    const executablePath = findBrowser();
    if (!executablePath) throw new Error("No Chromium was found: set CHROME_PATH.");
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      args: browserArgs,
      viewport: { width: 1280, height: 900 },
    });
    try {
      const page = context.pages()[0] ?? (await context.newPage());
      await page.waitForTimeout(BROWSER_STARTS_MS);
      page.on("pageerror", (error) => console.error(`  the page threw: ${error.message}`));
      return await work(page);
    } finally {
      await context.close();
    }
  }
  return {
    /** Keeps runs as if they had been trained on earlier visits. */
    keep: (kept) =>
      visit(async (page) => {
        await page.route("**/empty", (route) => route.fulfill({ contentType: "text/html", body: "" }));
        await page.goto(`${url}empty`);
        await page.evaluate(writeKeptRuns, kept);
      }),
    /** Opens the lab with the probes. */
    open: (work, hash = "") =>
      visit(async (page) => {
        await addProbes(page);
        return traced(page, traces, `visit-${++opened}`, async () => {
          await page.goto(hash === "" ? url : `${url}#${hash}`, { waitUntil: "commit" });
          return work(page);
        });
      }),
  };
}
