// The packages Emoji-10 is drawn from: reads their pictures, names, versions and licences, and finds each
// picture's code points.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
export const labelPackage = "emojibase-data";
export const picturePackages = ["noto", "noto-v1", "twemoji", "fluent-emoji-flat", "emojione"].map(
  (style) => `@iconify-json/${style}`,
);

/** A code point sequence as Unicode writes it, in capitals and without the invisible variation selector. */
export function plainHexcode(hexcode) {
  return hexcode
    .toUpperCase()
    .split("-")
    .filter((point) => point !== "FE0F")
    .join("-");
}

export function packageVersion(name) {
  return readPackage(name).version;
}

function readPackage(name) {
  return JSON.parse(readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), "utf8"));
}

/** Every emoji of emojibase with its subgroup's name, skin tone variants included: hexcode → { label, subgroup }. */
export function readLabels() {
  const subgroupNames = require(`${labelPackage}/meta/groups.json`).subgroups;
  const labels = new Map();
  for (const emoji of require(`${labelPackage}/en/data.json`)) {
    const subgroup = subgroupNames[emoji.subgroup];
    for (const one of [emoji, ...(emoji.skins ?? [])])
      labels.set(plainHexcode(one.hexcode), { label: one.label, subgroup });
  }
  return labels;
}

/**
 * The pictures of one package: [{ hexcode, name, svg }], in the order of their names.
 * Two of the packages do not say which code points their pictures show. These are found by name: another package's
 * name or emojibase's label.
 */
export function readPictures(packageName, labels) {
  const icons = require(`${packageName}/icons.json`);
  const own = readCharacters(packageName);
  const hexcodeOf = own.size > 0 ? own : sharedNames(labels);
  const pictures = [];
  for (const name of Object.keys(icons.icons).sort()) {
    const hexcode = hexcodeOf.get(name);
    if (hexcode === undefined) continue;
    const icon = icons.icons[name];
    const width = icon.width ?? icons.width ?? 16;
    const height = icon.height ?? icons.height ?? 16;
    const box = `${icon.left ?? 0} ${icon.top ?? 0} ${width} ${height}`;
    const attributes =
      'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ' +
      `width="${width}" height="${height}" viewBox="${box}"`;
    pictures.push({ hexcode, name, width, svg: `<svg ${attributes}>${icon.body}</svg>` });
  }
  return pictures;
}

/** A package's own table, name → hexcode; empty where it has none. */
function readCharacters(packageName) {
  const characters = require(`${packageName}/chars.json`);
  return new Map(Object.entries(characters).map(([hexcode, name]) => [name, plainHexcode(hexcode)]));
}

let shared;
function sharedNames(labels) {
  if (shared !== undefined) return shared;
  shared = new Map();
  for (const [hexcode, { label }] of labels) shared.set(nameOf(label), hexcode);
  for (const packageName of picturePackages) {
    for (const [name, hexcode] of readCharacters(packageName)) if (!shared.has(name)) shared.set(name, hexcode);
  }
  for (const packageName of picturePackages) {
    for (const [alias, { parent }] of Object.entries(require(`${packageName}/icons.json`).aliases ?? {})) {
      if (shared.has(parent) && !shared.has(alias)) shared.set(alias, shared.get(parent));
      if (shared.has(alias) && !shared.has(parent)) shared.set(parent, shared.get(alias));
    }
  }
  return shared;
}

/** "woman’s hat" → "womans-hat", the way the packages name their pictures. */
function nameOf(label) {
  const letters = label
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f’'“”.!():,]/g, "");
  return letters
    .replace(/&/g, "and")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** Each package's name, version and licence, for the attribution. */
export function readAttribution() {
  const pictures = picturePackages.map((packageName) => {
    const info = require(`${packageName}/info.json`);
    return {
      package: packageName,
      version: packageVersion(packageName),
      title: info.name,
      author: info.author.name,
      authorUrl: info.author.url,
      licence: info.license.spdx,
      licenceUrl: info.license.url,
      use: "pictures, drawn at 32 × 32 pixels",
    };
  });
  const labels = readPackage(labelPackage);
  return [
    ...pictures,
    {
      package: labelPackage,
      version: labels.version,
      title: "Emojibase",
      author: labels.author,
      authorUrl: labels.repository.url.replace("git@github.com:", "https://github.com/").replace(/\.git$/, ""),
      licence: labels.license,
      licenceUrl: "https://github.com/milesj/emojibase/blob/master/LICENSE",
      use: "names and groups of the emoji",
    },
  ];
}
