// Small Vite plugins: one writes the content security policy into the built page, one names the files that are fetched
// ahead, one lists what the page's thread loads, for the check of its size and of its imports, one collects the licences
// of all that is bundled, and one writes a compressed copy of each text.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";
import { licencesText, packageFolder } from "./licences.mjs";
import { pagePolicy } from "./policy.mjs";

/**
 * The policy in the built page's head, before anything that loads. It follows the character set, which
 * browsers look for in the first 1024 bytes only. The development server needs inline scripts: no policy there.
 */
export function securityPolicy(): Plugin {
  const charset = '<meta charset="utf-8" />';
  return {
    name: "lab:security-policy",
    apply: "build",
    transformIndexHtml(html) {
      if (!html.includes(charset)) this.error(`index.html has no ${charset}: the security policy has no place.`);
      return html.replace(
        charset,
        `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${pagePolicy}" />`,
      );
    },
  };
}

/**
 * Names every file of the site in a meta element of the page's head, for `src/worker/fetchAhead.ts` to fetch them once the
 * page is idle: from then on training needs no connection. The files are the build's own (the worker, WebAssembly,
 * charts) and those of `public/data`.
 */
export function fetchedAhead(): Plugin {
  let dataFolder = "";
  return {
    name: "lab:fetched-ahead",
    apply: "build",
    configResolved(config) {
      dataFolder = join(config.publicDir, "data");
    },
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const data = readdirSync(dataFolder).map((file) => `data/${file}`);
        const files = [...Object.keys(bundle ?? {}), ...data].filter(
          (file) => !html.includes(file) && !/\.(html|map)$/.test(file),
        );
        const content = files.map((file) => `./${file}`).join(" ");
        return [{ tag: "meta", attrs: { name: "fetched-ahead", content }, injectTo: "head" }];
      },
    },
  };
}

/** Names the scripts and styles of the page's start in its head, so that they are asked for at once and not in turn. */
export function startAtOnce(modules: readonly string[]): Plugin {
  return {
    name: "lab:start-at-once",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((output) => output.type === "chunk");
        const started = chunks.filter((chunk) => isOneOf(chunk, modules));
        if (started.length < modules.length) this.error(`Not all are scripts of their own: ${modules.join(", ")}.`);
        const link = (rel: string, file: string) => ({
          tag: "link",
          attrs: { rel, href: `./${file}`, crossorigin: true },
          injectTo: "head" as const,
        });
        const needed = withImports(started, chunks).filter(({ fileName }) => !html.includes(fileName));
        const styles = new Set(needed.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
        return [
          ...needed.map(({ fileName }) => link("modulepreload", fileName)),
          ...[...styles].map((file) => link("stylesheet", file)),
        ];
      },
    },
  };
}

/** Scripts with all that they import before they run. */
function withImports(
  first: readonly Rolldown.OutputChunk[],
  all: readonly Rolldown.OutputChunk[],
): readonly Rolldown.OutputChunk[] {
  const found = new Set(first);
  for (const { imports } of found)
    for (const file of imports) {
      const imported = all.find(({ fileName }) => fileName === file);
      if (imported) found.add(imported);
    }
  return [...found];
}

function isOneOf({ facadeModuleId }: Rolldown.OutputChunk, modules: readonly string[]): boolean {
  return modules.some((module) => facadeModuleId?.endsWith(`/${module}`));
}

export interface PageReport {
  /** Scripts that the page needs to start, compressed, in bytes. */
  readonly initial: readonly { readonly file: string; readonly gzipBytes: number }[];
  /** Scripts that the page may load later. */
  readonly later: readonly { readonly file: string; readonly gzipBytes: number }[];
  /** Modules of tfjs in any script of the page's thread: there must be none. */
  readonly tensorflowModules: readonly string[];
}

/**
 * Writes `.cache/page.json`, a `PageReport`. Workers are bundles of their own and are not in it. `modules` are imported
 * while the page starts.
 */
export function pageReport(root: string, modules: readonly string[]): Plugin {
  return {
    name: "lab:page-report",
    apply: "build",
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
      const started = chunks.filter((chunk) => chunk.isEntry || isOneOf(chunk, modules));
      const initial = new Set(withImports(started, chunks).map(({ fileName }) => fileName));
      const sized = (wanted: boolean) =>
        chunks
          .filter((chunk) => initial.has(chunk.fileName) === wanted)
          .map((chunk) => ({ file: chunk.fileName, gzipBytes: gzipSync(chunk.code).length }));
      const report: PageReport = {
        initial: sized(true),
        later: sized(false),
        tensorflowModules: chunks.flatMap((chunk) => chunk.moduleIds).filter((id) => id.includes("/@tensorflow/")),
      };
      mkdirSync(join(root, ".cache"), { recursive: true });
      writeFileSync(join(root, ".cache/page.json"), JSON.stringify(report, null, 2));
    },
  };
}

interface BundledPackages {
  /** The bundle's first file. */
  readonly file: string;
  /** Names of the packages of which it has modules. */
  readonly packages: readonly string[];
}

/**
 * Writes `licences.txt` into the site, and `.cache/bundles.json`, a list of `BundledPackages`. Workers are bundled
 * before the page is, and want the second plugin.
 */
export function licences(root: string): { readonly page: Plugin; readonly worker: Plugin } {
  const folders = new Set<string>();
  const bundles: BundledPackages[] = [];
  const collect = (bundle: Rolldown.OutputBundle) => {
    const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
    const own = chunks.flatMap((chunk) => chunk.moduleIds.map((id) => packageFolder(id, root)));
    const found = [...new Set(own)].filter((folder) => folder !== null);
    for (const folder of found) folders.add(folder);
    bundles.push({ file: chunks[0]?.fileName ?? "", packages: found.map(nameOfPackage).sort() });
  };
  return {
    worker: {
      name: "lab:licences-of-worker",
      apply: "build",
      generateBundle(_options, bundle) {
        collect(bundle);
      },
    },
    page: {
      name: "lab:licences",
      apply: "build",
      generateBundle(_options, bundle) {
        collect(bundle);
        // The mark at the start says "UTF-8" where a server does not.
        this.emitFile({ type: "asset", fileName: "licences.txt", source: `\uFEFF${licencesText(root, folders)}` });
        mkdirSync(join(root, ".cache"), { recursive: true });
        writeFileSync(join(root, ".cache/bundles.json"), JSON.stringify(bundles, null, 2));
      },
    },
  };
}

const nameOfPackage = (folder: string): string => folder.replaceAll("\\", "/").split("/node_modules/").at(-1) ?? folder;

/** Writes FILE.gz beside each text of the built site: our server sends it, and other hosts may. */
export function compressedTwins(): Plugin {
  let folder = "";
  return {
    name: "lab:compressed-twins",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
        if (/\.(html|js|css|json|map|txt|wasm|svg|webmanifest)$/.test(name))
          writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name)), { level: 9 }));
    },
  };
}
