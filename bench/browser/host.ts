// Opens the bench's page in a real Chromium and waits for what it finds. The page was built,
// and the browser found, by scripts/bench.mjs.
import { serveSite } from "../../scripts/server.mjs";
import type { Findings } from "../bench.ts";
import type { Settings } from "../settings.ts";
import type {} from "./page.ts";

export interface BrowserOptions {
  readonly limits: Readonly<Record<string, string>>;
  /** Whether a software adapter may stand in for a GPU. */
  readonly softwareGpu: boolean;
}

export async function benchInBrowser(
  settings: Settings,
  options: BrowserOptions,
  say: (line: string) => void,
): Promise<{ findings: Findings; runtime: string }> {
  const [folder, executablePath] = [process.env["BENCH_PAGE"], process.env["CHROME_PATH"]];
  if (!folder || !executablePath)
    throw new Error("The bench runs in a browser only from a clone: npm run bench -- --browser.");
  // Without the site's policies: jax-js and tfjs make code at run time.
  const site = await serveSite({ root: folder, headers: {} });
  const { chromium } = await import("@playwright/test");
  const gpu = options.softwareGpu ? ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"] : [];
  const browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--enable-unsafe-swiftshader",
      ...gpu,
    ],
  });
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => say(`page: ${error.message}`));
    await page.exposeFunction("benchSay", say);
    await page.goto(site.url);
    await page.waitForFunction(() => window.runBench !== undefined);
    const findings = await page.evaluate(
      async ([own, limits]) => {
        if (!window.runBench) throw new Error("The page has no bench.");
        return window.runBench(own, limits);
      },
      [settings, options.limits] as const,
    );
    return { findings, runtime: `Chromium ${browser.version()}` };
  } finally {
    await browser.close();
    await site.close();
  }
}
