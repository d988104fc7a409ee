// WebKitGTK, by way of its WebDriver, on a display without a screen.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Builder, By, Key } from "selenium-webdriver";
import { DriverService } from "selenium-webdriver/remote";
import { ensureWebKit } from "../../scripts/otherBrowsers.mjs";
import { WINDOW, type Engine, type Tab } from "./engine.ts";

type Programs = Awaited<ReturnType<typeof ensureWebKit>>;

export const webkit: Engine = {
  name: "WebKit",
  async find(say) {
    const programs = await ensureWebKit(say);
    return () => openTab(programs);
  },
};

async function openTab({ driver: driverProgram, xvfb, browser }: Programs): Promise<Tab> {
  const home = await mkdtemp(join(tmpdir(), "xception-lab-"));
  const downloads = join(home, "downloads");
  await mkdir(downloads);
  // WebKitGTK asks the desktop's settings where downloads go.
  await writeFile(join(home, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const display = await openDisplay(xvfb);
  const service = new DriverService.Builder(driverProgram)
    .setLoopback(true)
    .setEnvironment({ ...process.env, DISPLAY: display.name, GDK_BACKEND: "x11", HOME: home, XDG_CONFIG_HOME: home })
    .build();
  const end = async () => {
    await service.kill();
    display.close();
    await rm(home, { recursive: true, force: true });
  };
  try {
    const driver = await new Builder()
      .usingServer(await service.start())
      .withCapabilities({
        browserName: "MiniBrowser",
        "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] },
      })
      .build();
    await driver
      .manage()
      .window()
      .setRect({ ...WINDOW, x: 0, y: 0 });
    const capabilities = await driver.getCapabilities();
    return {
      browser: `WebKitGTK/${capabilities.getBrowserVersion()}`,
      downloads,
      open: (url) => driver.get(url),
      reload: () => driver.navigate().refresh(),
      evaluate: (expression) => driver.executeScript(`return (${expression})`),
      click: (xpath) => driver.findElement(By.xpath(xpath)).click(),
      press: (key) =>
        driver
          .actions()
          .sendKeys(key === "End" ? Key.END : Key.ESCAPE)
          .perform(),
      async close() {
        await driver.quit();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Starts an X server that chooses a free display itself. */
async function openDisplay(xvfb: string): Promise<{ readonly name: string; readonly close: () => void }> {
  const screen = `${WINDOW.width}x${WINDOW.height + 100}x24`;
  const server = spawn(xvfb, ["-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const number = await Promise.race([
    once(server.stdout, "data").then(String),
    once(server, "exit").then(([code]) => {
      throw new Error(`Xvfb ended with code ${code}.`);
    }),
  ]);
  return { name: `:${number.trim()}`, close: () => void server.kill() };
}
