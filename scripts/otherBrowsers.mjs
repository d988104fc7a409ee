// Finds Firefox and WebKitGTK for the tests in three browser engines, and installs them where that is possible: as
// root on Debian, by apt-get. Node only.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runToEnd } from "./programs.mjs";

const UPDATE_LIMIT_MS = 60_000;
const INSTALL_LIMIT_MS = 4 * 60_000;

/** A browser that is neither here nor can be installed. The message says why. */
export class MissingBrowser extends Error {}

/** The path of a Firefox: the one that FIREFOX_PATH names, one on this system, or Debian's. Throws MissingBrowser. */
export async function ensureFirefox(say) {
  const named = process.env.FIREFOX_PATH;
  if (named && !existsSync(named)) throw new Error(`FIREFOX_PATH is "${named}", but there is no program there.`);
  if (named) return named;
  const find = () => firefoxPaths().find((path) => existsSync(path) && !isSnap(path) && version(path, /firefox/i));
  return find() ?? (await install("firefox-esr", find, say));
}

/**
 * The programs that WebKitGTK is tested with: its driver, its small browser, and a display without a screen. Throws
 * MissingBrowser.
 */
export async function ensureWebKit(say) {
  if (process.platform !== "linux") throw new MissingBrowser("WebKit is tested as WebKitGTK, which is for Linux");
  const find = () => {
    const [driver] = onPath("WebKitWebDriver");
    const [xvfb] = onPath("Xvfb");
    const browser = miniBrowsers().find((path) => existsSync(path));
    return driver && xvfb && browser ? { driver, xvfb, browser } : undefined;
  };
  return find() ?? (await install("webkit2gtk-driver xvfb", find, say));
}

/** Installs Debian packages, and returns what `find` then finds. */
async function install(packages, find, say) {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version"))
    throw new MissingBrowser(`not found (on Debian: apt-get install ${packages})`);
  say(`… browser: trying the Debian packages ${packages}`);
  await updateOnce();
  const { code, timedOut } = await apt(
    ["install", "-y", "--no-install-recommends", ...packages.split(" ")],
    INSTALL_LIMIT_MS,
  );
  const found = find();
  if (found) return found;
  throw new MissingBrowser(
    `not found, and apt-get install ${packages} ended with code ${code}${timedOut ? " (time limit)" : ""}`,
  );
}

let update;
const updateOnce = () => (update ??= apt(["update"], UPDATE_LIMIT_MS));

function apt(args, limitMs) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return runToEnd("apt-get", args, { env, stdio: "ignore", limitMs });
}

function firefoxPaths() {
  if (process.platform === "darwin") return ["/Applications/Firefox.app/Contents/MacOS/firefox"];
  if (process.platform === "win32")
    return [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"]]
      .filter(Boolean)
      .map((folder) => join(folder, "Mozilla Firefox/firefox.exe"));
  return [...onPath("firefox-esr"), ...onPath("firefox")];
}

/** WebKitGTK keeps its small browser beside its libraries: /usr/lib/<machine>/webkit2gtk-4.1/MiniBrowser on Debian. */
function miniBrowsers() {
  const within = (folder) => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []);
  const libraries = [
    "/usr/libexec",
    "/usr/lib64",
    "/usr/lib",
    ...within("/usr/lib").filter((path) => /-linux-/.test(path)),
  ];
  return libraries
    .flatMap(within)
    .filter((path) => /\/webkit2?gtk-[\d.]+$/.test(path))
    .map((path) => join(path, "MiniBrowser"));
}

const onPath = (name) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .filter((path) => existsSync(path));

/** A snap sees neither the profile nor the folder for downloads that a test makes for it. */
function isSnap(path) {
  const real = realpathSync(path);
  return real.endsWith("/snap") || readFileSync(real).subarray(0, 4096).includes("/snap/");
}

/** A browser that lacks a library cannot print its version. (On Windows, asking would open a window.) */
function version(path, pattern) {
  if (process.platform === "win32") return true;
  try {
    return pattern.test(execFileSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 }));
  } catch {
    return false;
  }
}
