// Finds a Chromium: the one that CHROME_PATH names, one on this system, or Playwright's own, and
// installs one where there is none. Also finds the software GPU that comes with it. Node only.
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { binOf, isMain, runToEnd } from "./programs.mjs";

/**
 * The menus of the address bar are pages of their own, which no test opens: half a second of a core for each window. The
 * others are what Playwright turns off, because this flag replaces its own.
 */
const disabledFeatures = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "TcpPortRandomizationWin",
  "ThirdPartyStoragePartitioning",
];

/** The flags of every test browser: no sandbox, since tests may run as root in a container, and no calls home. */
export const browserArgs = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${disabledFeatures.join()}`,
];

const DOWNLOAD_LIMIT_MS = 5 * 60_000;

/** The path of a Chromium that is here already, or undefined. Throws when CHROME_PATH names none. */
export function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(
      `CHROME_PATH is "${named}", but there is no program there. Set it to a Chromium, Chrome or Edge, or unset it.`,
    );
  }
  return [...systemBrowsers(), ...playwrightBrowser()].find((path) => isExecutable(path) && starts(path));
}

/** Like `findBrowser`, but installs one where there is none: Playwright's or, as root on Debian, package `chromium`. */
export async function ensureBrowser(say) {
  const found = findBrowser();
  if (found) return found;
  say("… browser: no Chromium on this system, trying Playwright's own");
  const quiet = { stdio: ["ignore", "ignore", "ignore"], limitMs: DOWNLOAD_LIMIT_MS };
  const download = await runToEnd(process.execPath, [binOf("playwright"), "install", "chromium"], quiet);
  const downloaded = findBrowser();
  if (downloaded) return downloaded;
  const tried = [
    download.code === 0
      ? "Playwright's Chromium was downloaded but does not start here"
      : "Playwright's Chromium could not be downloaded",
  ];
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    say("… browser: trying the Debian package chromium");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await runToEnd("apt-get", ["update"], { ...quiet, env });
    const apt = await runToEnd("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { ...quiet, env });
    const installed = findBrowser();
    if (installed) return installed;
    tried.push(`apt-get install chromium ended with code ${apt.code}${apt.timedOut ? " (time limit)" : ""}`);
  }
  throw new Error(
    `No Chromium was found, and none could be installed (${tried.join("; ")}). ` +
      "Install Chromium, Chrome or Edge, or set CHROME_PATH to one, and run the same command again.",
  );
}

/** The Vulkan driver file of the SwiftShader that ships with `browser` (Linux), for Dawn in Node; or undefined. */
export function softwareGpu(browser = findBrowser()) {
  if (!browser || process.platform !== "linux") return undefined;
  // Debian's /usr/bin/chromium is a script that starts /usr/lib/chromium/chromium.
  const folders = [
    dirname(realpathSync(browser)),
    "/usr/lib/chromium",
    "/usr/lib64/chromium-browser",
    "/opt/google/chrome",
  ];
  return folders.map((folder) => join(folder, "vk_swiftshader_icd.json")).find((file) => existsSync(file));
}

function systemBrowsers() {
  if (process.platform === "darwin") {
    const apps = ["Google Chrome", "Chromium", "Microsoft Edge"].map((app) => `${app}.app/Contents/MacOS/${app}`);
    return ["/Applications", join(process.env.HOME ?? "/", "Applications")].flatMap((folder) =>
      apps.map((app) => join(folder, app)),
    );
  }
  if (process.platform === "win32") {
    const folders = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA].filter(
      Boolean,
    );
    const programs = [
      "Google/Chrome/Application/chrome.exe",
      "Chromium/Application/chrome.exe",
      "Microsoft/Edge/Application/msedge.exe",
    ];
    return folders.flatMap((folder) => programs.map((program) => join(folder, program)));
  }
  const names = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
  ];
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => join(folder, name)));
}

function playwrightBrowser() {
  try {
    return [createRequire(import.meta.url)("playwright-core").chromium.executablePath()];
  } catch {
    return []; // Packages are not installed yet.
  }
}

function isExecutable(path) {
  try {
    accessSync(path, process.platform === "win32" ? constants.F_OK : constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A stub, or a browser that lacks a library, cannot print its version. (On Windows, asking would open a window.) */
function starts(path) {
  if (process.platform === "win32") return true;
  try {
    return /chrom|edge/i.test(
      execFileSync(path, ["--version"], { encoding: "utf8", timeout: 20_000, stdio: ["ignore", "pipe", "ignore"] }),
    );
  } catch {
    return false;
  }
}

if (isMain(import.meta.url)) {
  try {
    const browser = await ensureBrowser((line) => console.error(line));
    console.log(JSON.stringify({ browser, softwareGpu: softwareGpu(browser) ?? null }));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
