// `npm start`: sets up what is missing, builds the site when it is stale, serves it and opens
// it in the default browser. Options: --port N (that port and no other), --no-open.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setUpOrExit } from "./setup.mjs";
import { buildSite, siteIsFresh } from "./site.mjs";
import { root } from "./stamps.mjs";

const FIRST_PORT = 4173;
const PORTS_TRIED = 50;

const options = readOptions();
await setUpOrExit();
// Imported after the set-up, which installs the server's packages.
const { serveSite } = await import("./server.mjs");
if (siteIsFresh()) console.log("✓ site: up to date");
else {
  console.log("… site: building");
  const startMs = Date.now();
  if (!(await buildSite()))
    exitWith("The site could not be built; what is wrong stands above. Mend it and run the same command again.");
  console.log(`✓ site: built in ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
}

const site = await serve();
console.log(`\nXception Lab is at ${site.url}  (stop it with Ctrl+C)`);
if (options.open) openBrowser(site.url);
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(0));

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { port: { type: "string" }, "no-open": { type: "boolean", default: false } },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535))
      exitWith(`"${values.port}" is no port: a port is a whole number from 0 (any free one) to 65535.`);
    return { port, open: !values["no-open"] && !process.env.CI && hasDisplay() };
  } catch (error) {
    return exitWith(`${error.message}\nThe options are --port N and --no-open.`);
  }
}

/** On the port that was asked for, or else on the first free one from `FIRST_PORT`. */
async function serve() {
  const first = options.port ?? FIRST_PORT;
  const last = options.port ?? FIRST_PORT + PORTS_TRIED - 1;
  for (let port = first; port <= last; port++) {
    try {
      return await serveSite({ root: join(root, "dist"), port });
    } catch (error) {
      if (error.code !== "EADDRINUSE" && error.code !== "EACCES") throw error;
    }
  }
  return exitWith(
    first === last
      ? `Port ${first} is taken or not allowed. Choose another: npm start -- --port N`
      : `The ports ${first} to ${last} are all taken. Choose another: npm start -- --port N`,
  );
}

function hasDisplay() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function openBrowser(url) {
  const [file, ...args] = { darwin: ["open", url], win32: ["cmd", "/c", "start", "", url] }[process.platform] ?? [
    "xdg-open",
    url,
  ];
  // It is no failure when no browser opens: the address is printed.
  spawn(file, args, { stdio: "ignore", detached: true })
    .once("error", () => {})
    .unref();
}

function exitWith(message) {
  console.error(message);
  process.exit(1);
}
