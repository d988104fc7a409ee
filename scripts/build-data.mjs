// Builds public/data/: Emoji-10 (a packed file and its manifest) and the attribution owed for its pictures.
// Does nothing when the files are there and were built from the same packages by the same scripts.
// Run as `node scripts/build-data.mjs`; with --force it builds in any case.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { classes } from "./data/emoji-classes.mjs";
import { labelPackage, packageVersion, picturePackages, readAttribution } from "./data/emoji-sources.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "public", "data");
const randomSource = join(here, "..", "src", "data", "random.ts");
const splits = ["train", "validation", "test"];

/** A key of everything that the files depend on. */
function sourcesKey() {
  const hash = createHash("sha256");
  for (const name of [labelPackage, ...picturePackages, "sharp"]) hash.update(`${name} ${packageVersion(name)}\n`);
  const scripts = readdirSync(join(here, "data"))
    .filter((name) => name.endsWith(".mjs"))
    .sort()
    .map((name) => join(here, "data", name));
  for (const file of [fileURLToPath(import.meta.url), randomSource, ...scripts]) hash.update(readFileSync(file));
  return hash.digest("hex");
}

function isCurrent(key) {
  try {
    const manifest = JSON.parse(readFileSync(join(target, "emoji-10.json"), "utf8"));
    return (
      manifest.builtFrom === key &&
      statSync(join(target, "emoji-10.bin")).size === manifest.fileBytes &&
      existsSync(join(target, "attribution.json"))
    );
  } catch {
    return false; // missing or broken: build it
  }
}

/** Writes a file completely or not at all, even when the build is interrupted. */
function writeWhole(name, content) {
  writeFileSync(join(target, `${name}.part`), content);
  renameSync(join(target, `${name}.part`), join(target, name));
}

async function build(key) {
  const startedAt = Date.now();
  // Modules that only a build needs are loaded here, so that the check whether one is needed stays quick.
  const { tsImport } = await import("tsx/esm/api");
  const { choosePictures, drawPictures, withoutDuplicates } = await import("./data/emoji-images.mjs");
  const { divide, joinFamilies } = await import("./data/emoji-families.mjs");
  const { randomStream } = await tsImport(pathToFileURL(randomSource).href, import.meta.url);
  const chosen = choosePictures(randomStream);
  console.log(`Emoji-10: drawing ${chosen.length} pictures (some seconds)`);
  const drawn = await drawPictures(chosen);
  const kept = withoutDuplicates(chosen, drawn);
  const pixels = Buffer.concat(kept.map((index) => drawn.subarray(index * 4096, index * 4096 + 4096)));
  const pictures = joinFamilies(
    kept.map((index) => chosen[index]),
    pixels,
  );
  const splitOf = divide(pictures, randomStream);

  // Training first, then validation, then test; within a split by class, emoji and style.
  const entries = pictures.map((picture, index) => ({ index, picture, split: splits.indexOf(splitOf[index]) }));
  entries.sort(
    (a, b) =>
      a.split - b.split ||
      a.picture.label - b.picture.label ||
      compare(a.picture.family, b.picture.family) ||
      a.picture.style - b.picture.style ||
      compare(a.picture.hexcode, b.picture.hexcode),
  );
  const content = new Uint8Array(entries.length * 4097);
  entries.forEach(({ index, picture }, position) => {
    content[position] = picture.label;
    content.set(pixels.subarray(index * 4096, index * 4096 + 4096), entries.length + position * 4096);
  });

  const families = [...new Set(entries.map((entry) => entry.picture.family))];
  const packed = gzipSync(content, { level: 9 });
  const manifest = {
    format: 2,
    checksum: createHash("sha256").update(content).digest("hex"),
    fileBytes: packed.length,
    builtFrom: key,
    sizes: Object.fromEntries(
      splits.map((split, number) => [split, entries.filter((entry) => entry.split === number).length]),
    ),
    classNames: classes.map((one) => one.name),
    styleNames: picturePackages,
    styles: entries.map((entry) => entry.picture.style),
    codePoints: entries.map((entry) => entry.picture.hexcode),
    families: entries.map((entry) => families.indexOf(entry.picture.family)),
  };
  mkdirSync(target, { recursive: true });
  writeWhole("attribution.json", `${JSON.stringify(readAttribution(), null, 2)}\n`);
  writeWhole("emoji-10.bin", packed);
  writeWhole("emoji-10.json", JSON.stringify(manifest));
  const counts = splits.map((split) => `${manifest.sizes[split]} ${split}`).join(", ");
  console.log(
    `Emoji-10: ${entries.length} images of ${classes.length} classes (${counts}; ` +
      `${chosen.length - kept.length} duplicates dropped), ${(packed.length / 1e6).toFixed(2)} MB, ` +
      `built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`,
  );
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

const key = sourcesKey();
if (isCurrent(key) && !process.argv.includes("--force")) console.log("Data sets are up to date.");
else await build(key);
