// The browser tests: stories of a user, told to the built site in a real Chromium. "wasm" has
// no flags, as on a machine without a GPU; "webgpu" has a software GPU and only the stories
// tagged @webgpu. The server tells its address, so that two test runs never meet on one port.
import { defineConfig } from "@playwright/test";
import { browserArgs, findBrowser } from "./scripts/browser.mjs";

const browser = findBrowser();
if (!browser) throw new Error("No Chromium was found. `npm test` installs one; or set CHROME_PATH.");

/** Letters are drawn as on no system in particular, for the pictures of e2e/screens. */
const plainLetters = ["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"];

const withArgs = (...more: string[]) => ({
  launchOptions: { executablePath: browser, args: [...browserArgs, ...plainLetters, ...more] },
});

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  outputDir: "test-results",
  // The same pictures on every system.
  snapshotPathTemplate: "e2e/screens/{arg}{ext}",
  forbidOnly: Boolean(process.env.CI),
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: ".cache/browser-tests.json" }]],
  use: {
    ...(process.env.LAB_URL ? { baseURL: process.env.LAB_URL } : {}),
    viewport: { width: 1280, height: 900 },
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "wasm", grepInvert: /@webgpu/, use: withArgs() },
    { name: "webgpu", grep: /@webgpu/, use: withArgs("--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader") },
  ],
  webServer: {
    command: `"${process.execPath}" scripts/start.mjs --no-open --port 0`,
    wait: { stdout: /Xception Lab is at (?<lab_url>\S+)/ },
    timeout: 300_000,
  },
});
