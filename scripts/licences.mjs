// The licence texts of everything in the built site, as one text: of the packages whose modules are in a bundle, of what
// is compiled into WebAssembly, and of the data sets' pictures. Nothing goes in without a text.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const LICENCE_FILE = /^(licen[cs]e|copying|notice)(\.(txt|md))?$/i;
/** Stands above and below each heading. */
const RULE = "─".repeat(80);

/** What the tools put into a bundle themselves. */
const VIRTUAL = { vite: "vite", rolldown: "rolldown" };

/** What tfjs's WebAssembly backend is linked with: its package does not say so. Texts are those of the SPDX list. */
const INSIDE_TFJS = [
  {
    name: "XNNPACK",
    source: "https://github.com/google/XNNPACK",
    licence: "BSD-3-Clause",
    owner: "Facebook, Inc. and its affiliates; 2019 Google LLC",
  },
  {
    name: "pthreadpool",
    source: "https://github.com/Maratyszcza/pthreadpool",
    licence: "BSD-2-Clause",
    owner: "2017 Facebook Inc.; 2015-2017 Georgia Institute of Technology",
  },
  {
    name: "Emscripten",
    source: "https://github.com/emscripten-core/emscripten",
    licence: "MIT",
    owner: "2010-2014 Emscripten authors",
  },
  { name: "musl", source: "https://musl.libc.org", licence: "MIT", owner: "2005-2020 Rich Felker, et al." },
  {
    name: "LLVM's runtime libraries",
    source: "https://github.com/llvm/llvm-project",
    licence: "Apache-2.0",
    owner: "the LLVM contributors; with the LLVM exception",
  },
].map((part) => ({ ...part, use: "compiled into tfjs's WebAssembly backend" }));

/** The folder of the package that a bundled module is of; null for the lab's own modules. */
export function packageFolder(moduleId, root) {
  const tool = VIRTUAL[/^\0(\w+)\//.exec(moduleId)?.[1]];
  if (tool) return join(root, "node_modules", tool);
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(moduleId.replaceAll("\\", "/"))?.[1] ?? null;
}

/**
 * A package's entry. Where it has no licence file, the text is the SPDX list's for the licence that its package.json
 * names; throws where there is neither.
 */
export function packageEntry(folder, use) {
  const { name, version, license, author, repository } = readJson(join(folder, "package.json"));
  const own = ownText(folder);
  const source = typeof repository === "string" ? repository : repository?.url;
  const owner = (typeof author === "string" ? author : author?.name) ?? `the authors of ${source ?? name}`;
  return {
    name: `${name} ${version}`,
    licence: license,
    notes: [use, !own && `By ${owner}. The package has no licence file; this is the text of ${license}.`],
    text: own || standardText(name, license, owner),
  };
}

/** The package's licence files; empty where it has none. */
function ownText(folder) {
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8"));
  // The rest of Vite's is about what Vite itself is made of.
  return texts.map((text) => text.split("# Licenses of bundled dependencies", 1)[0].trim()).join("\n\n");
}

function standardText(name, licence, owner) {
  const file = `spdx-license-list/licenses/${licence}`;
  try {
    return require(file)
      .licenseText.replace(/<year> <(copyright holders|owner)>/, owner)
      .trim();
  } catch (cause) {
    throw new Error(`${name} has neither a licence file nor a licence of the SPDX list (${licence}).`, { cause });
  }
}

/** The text of all licences, for a site whose bundles have modules of the packages in `folders`. */
export function licencesText(root, folders) {
  const lab = readJson(join(root, "package.json"));
  const owed = readJson(join(root, "public/data/attribution.json"));
  const entries = [
    {
      name: `Xception Lab ${lab.version}`,
      licence: lab.license,
      notes: ["this site"],
      text: readFileSync(join(root, "LICENSE"), "utf8").trim(),
    },
    ...owed.map(({ package: name, version, title, author, authorUrl, licence, licenceUrl, use }) => ({
      name: `${name} ${version}`,
      licence,
      notes: [`${title} by ${author}, ${authorUrl}`, `data set Emoji-10: ${use}`, licenceUrl],
      text: ownText(join(root, "node_modules", name)) || standardText(name, licence, author),
    })),
    ...[...folders].sort().map((folder) => packageEntry(folder, false)),
    packageEntry(
      join(root, "node_modules/assemblyscript"),
      "its library is compiled into the lab's WebAssembly kernels",
    ),
    ...INSIDE_TFJS.map(({ name, source, licence, owner, use }) => ({
      name,
      licence,
      notes: [`Copyright (c) ${owner}`, use, source],
      text: standardText(name, licence, owner),
    })),
  ];
  const head = "Xception Lab and the licences of everything in this site.";
  return [head, ...entries.map(entryText)].join("\n\n") + "\n";
}

const entryText = ({ name, licence, notes, text }) =>
  [RULE, [`${name} (${licence})`, ...notes.filter(Boolean)].join("\n"), RULE, text].join("\n");

/** The entries of a text of licences: heading (name, version, licence) → licence text. */
export function readLicences(text) {
  const [, ...parts] = text.split(RULE);
  const entries = new Map();
  for (let at = 0; at + 1 < parts.length; at += 2) entries.set(parts[at].trim().split("\n")[0], parts[at + 1].trim());
  return entries;
}

/** What is missing in the built site's licences, in sentences; empty where nothing is. */
export function missingLicences(root) {
  const site = join(root, "dist/licences.txt");
  if (!existsSync(site)) return ["the site has no licences.txt"];
  const entries = readLicences(readFileSync(site, "utf8"));
  const names = new Set([...entries.keys()].map((heading) => heading.split(" ")[0]));
  const { dependencies } = readJson(join(root, "package.json"));
  const bundled = readJson(join(root, ".cache/bundles.json")).flatMap((bundle) => bundle.packages);
  const owed = readJson(join(root, "public/data/attribution.json")).map((entry) => entry.package);
  return [
    ...[...new Set([...Object.keys(dependencies), ...bundled, ...owed])]
      .filter((name) => !names.has(name))
      .map((name) => `licences.txt does not have ${name}`),
    ...[...entries]
      .filter(([, text]) => text.length < 500)
      .map(([heading]) => `licences.txt has no text of ${heading}`),
  ];
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
