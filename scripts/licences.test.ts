import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { licencesText, missingLicences, packageEntry, packageFolder, readLicences } from "./licences.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folderOf = (name: string) => join(root, "node_modules", name);

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "xception-lab-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function write(file: string, content: string | object): void {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

describe("a package's licence", () => {
  test("is the text in the package", () => {
    const { name, text } = packageEntry(folderOf("react"), false);
    expect(name).toMatch(/^react \d/);
    expect(text).toBe(readFileSync(join(folderOf("react"), "LICENSE"), "utf8").trim());
  });

  test("is the standard text where the package has none, and says so", () => {
    const { licence, notes, text } = packageEntry(folderOf("@tensorflow/tfjs-core"), false);
    expect(licence).toBe("Apache-2.0");
    expect(notes[1]).toMatch(/has no licence file/);
    expect(text).toMatch(/^Apache License\n/);
    expect(packageEntry(folderOf("seedrandom"), false).text).toMatch(/^MIT License\n\nCopyright \(c\) David Bau/);
  });

  test("is asked for: a package without one stops the build", () => {
    const folder = newFolder();
    write(join(folder, "package.json"), { name: "nameless", version: "1.0.0", license: "SEE ELSEWHERE" });
    expect(() => packageEntry(folder, false)).toThrow(/nameless has neither a licence file nor a licence of the SPDX/);
  });
});

test.each([
  ["/lab/node_modules/zod/v4/core/api.js", "/lab/node_modules/zod"],
  ["/lab/node_modules/@a/b/node_modules/@c/d/index.js", "/lab/node_modules/@a/b/node_modules/@c/d"],
  ["\0vite/preload-helper.js", "/lab/node_modules/vite"],
  ["/lab/src/main.ts", null],
])("the module %s is of the package %s", (id, folder) => {
  expect(packageFolder(id, "/lab")).toBe(folder);
});

describe("the site's licences", () => {
  const text = licencesText(root, [folderOf("react"), folderOf("idb")]);

  test("have the lab's own, the pictures', the packages' and what is compiled in", () => {
    const names = [...readLicences(text).keys()].map((heading) => heading.split(" ")[0]);
    expect(names).toEqual(
      expect.arrayContaining(["Xception", "@iconify-json/twemoji", "emojibase-data", "react", "idb", "XNNPACK"]),
    );
    expect(text).toContain("Creative Commons Attribution 4.0 International");
  });

  test("are missed by name: of a dependency, of a bundled package, and an empty text", () => {
    const site = newFolder();
    write(join(site, "package.json"), { dependencies: { react: "", zustand: "" } });
    write(join(site, ".cache/bundles.json"), [{ file: "a.js", packages: ["react", "scheduler"] }]);
    write(join(site, "public/data/attribution.json"), [{ package: "@iconify-json/twemoji" }]);
    expect(missingLicences(site)).toEqual(["the site has no licences.txt"]);
    write(
      join(site, "dist/licences.txt"),
      text.replace(readFileSync(join(folderOf("idb"), "LICENSE"), "utf8").trim(), ""),
    );
    expect(missingLicences(site)).toEqual([
      "licences.txt does not have zustand",
      "licences.txt does not have scheduler",
      expect.stringMatching(/^licences.txt has no text of idb/),
    ]);
  });
});

describe("ATTRIBUTION.md", () => {
  const attribution = readFileSync(join(root, "ATTRIBUTION.md"), "utf8");

  test("names the packages of the pictures in the versions that are installed", () => {
    const stated = [...attribution.matchAll(/`((?:@iconify-json\/|emojibase)[^`]+)` ([\d.]+)/g)];
    const owed = JSON.parse(readFileSync(join(root, "public/data/attribution.json"), "utf8")) as {
      package: string;
      version: string;
      licence: string;
    }[];
    expect(stated.map(([, name, version]) => [name, version])).toEqual(owed.map((one) => [one.package, one.version]));
  });

  test("names files that there are", () => {
    const files = [...attribution.matchAll(/`(src\/[^`]+)`/g)].map(([, file = ""]) => file);
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});
