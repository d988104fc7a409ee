// Remembers what a built folder was built from, so that a step runs again only when
// its sources, or what it built, have changed. Node only.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** All files at or under `paths` (relative to the repository; missing ones are passed over), sorted. */
export function filesUnder(paths, keep = () => true) {
  const found = [];
  const visit = (path) => {
    const kind = statSync(path, { throwIfNoEntry: false });
    if (kind?.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
    else if (kind?.isFile()) found.push(relative(root, path).split(sep).join("/"));
  };
  for (const path of paths) visit(join(root, path));
  return [...new Set(found)].filter(keep).sort();
}

/** One SHA-256 over the names and contents of `files`. */
export function fingerprint(files) {
  const hash = createHash("sha256");
  for (const file of files) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** `sources` and every file they import by a relative path, and so on, sorted. */
export function withImports(sources) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file) || !existsSync(join(root, file))) return;
    seen.add(file);
    if (!/\.[cm]?[jt]sx?$/.test(file)) return;
    for (const [, target] of readFileSync(join(root, file), "utf8").matchAll(
      /(?:from|import|import\(|URL\()\s*["'](\.[^"']+)["']/g,
    ))
      visit(
        relative(root, join(root, dirname(file), target))
          .split(sep)
          .join("/"),
      );
  };
  sources.forEach(visit);
  return [...seen].sort();
}

const stampFile = (name) => join(root, ".cache", `${name}.json`);

/** Whether `outputs` are still what was built, and from exactly these `sources`. */
export function isFresh(name, sources, outputs) {
  if (!existsSync(stampFile(name))) return false;
  try {
    const stamp = JSON.parse(readFileSync(stampFile(name), "utf8"));
    return stamp.sources === fingerprint(sources) && stamp.outputs === fingerprint(filesUnder(outputs));
  } catch {
    return false; // An unreadable stamp only costs a rebuild.
  }
}

/** Records that `outputs` were just built from `sources`. */
export function stamp(name, sources, outputs) {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const note = { sources: fingerprint(sources), outputs: fingerprint(filesUnder(outputs)) };
  writeFileSync(stampFile(name), JSON.stringify(note));
}
