// Chromium and Firefox, by way of Puppeteer.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, type LaunchOptions } from "puppeteer-core";
import { browserArgs, findBrowser } from "../../scripts/browser.mjs";
import { ensureFirefox, MissingBrowser } from "../../scripts/otherBrowsers.mjs";
import { WINDOW, type Engine, type Tab } from "./engine.ts";

const CLICK_LIMIT_MS = 20_000;

export const chromium: Engine = {
  name: "Chromium",
  async find() {
    const executablePath = findBrowser(); // `npm test` has installed it.
    if (!executablePath) throw new MissingBrowser("not found");
    return () => openTab({ browser: "chrome", executablePath, args: [...browserArgs] });
  },
};

export const firefox: Engine = {
  name: "Firefox",
  async find(say) {
    const executablePath = await ensureFirefox(say);
    return () => openTab({ browser: "firefox", executablePath });
  },
};

async function openTab(options: LaunchOptions): Promise<Tab> {
  const downloads = await mkdtemp(join(tmpdir(), "xception-lab-"));
  const browser = await launch({
    ...options,
    defaultViewport: WINDOW,
    downloadBehavior: { policy: "allow", downloadPath: downloads },
    // What downloadBehavior says, to a Firefox that does not know it yet.
    extraPrefsFirefox: { "browser.download.folderList": 2, "browser.download.dir": downloads },
  });
  const [page = await browser.newPage()] = await browser.pages();
  return {
    browser: await browser.version(),
    downloads,
    async open(url) {
      await page.goto(url);
    },
    async reload() {
      await page.reload();
    },
    evaluate: (expression) => page.evaluate(expression),
    async click(xpath) {
      // A locator waits until the element stands still: curves that appear above it would move it from under the click.
      await page.locator(`::-p-xpath(${xpath})`).setTimeout(CLICK_LIMIT_MS).click();
    },
    press: (key) => page.keyboard.press(key),
    async close() {
      await browser.close();
      await rm(downloads, { recursive: true, force: true });
    },
  };
}
