// Calls by name: the modules' exports match the signatures, and TypeScript rejects every other call.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as limits from "../../../bench/built/limits.ts";
import * as kernels from "./built/kernels.ts";
import { calledByName, checkedExports, NO_ARRAY, offsetBy, type Signatures } from "./signature.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const modules: readonly (readonly [file: string, { readonly signatures: Signatures; readonly inOrder: object }])[] = [
  ["src/kernels/wasm/built/kernels-simd.wasm", kernels],
  ["src/kernels/wasm/built/kernels-relaxed.wasm", kernels],
  ["bench/built/limits-simd.wasm", limits],
  ["bench/built/limits-relaxed.wasm", limits],
];

function instantiate(file: string): WebAssembly.Instance {
  const memory = new WebAssembly.Memory({ initial: 1 });
  return new WebAssembly.Instance(new WebAssembly.Module(readFileSync(join(root, file))), { env: { memory } });
}

describe.each(modules)("%s", (file, { signatures, inOrder }) => {
  it("has the functions of its signatures and no other, each with as many parameters", () => {
    const functions = Object.entries(instantiate(file).exports).flatMap(([name, each]) =>
      typeof each === "function" ? [[name, each.length] as const] : [],
    );
    expect(Object.fromEntries(functions)).toEqual(
      Object.fromEntries(Object.entries(signatures).map(([name, own]) => [name, Object.keys(own.parameters).length])),
    );
  });

  it("gets every argument in the order of its parameters", () => {
    for (const [name, { parameters }] of Object.entries(signatures)) {
      const args = Object.fromEntries(Object.keys(parameters).map((each, at) => [each, at]));
      const order = new Map(Object.entries(inOrder)).get(name) as (named: typeof args) => number[];
      expect(order(args)).toEqual(Object.values(args));
    }
  });

  it("is refused where the signatures are of another build", () => {
    const [first = ""] = Object.keys(signatures);
    const other = { parameters: { ...signatures[first]?.parameters, more: "i32" }, result: "void" } as const;
    const check = (changed: Signatures) => () => checkedExports(instantiate(file), changed);
    expect(check({ [first]: other })).toThrow(/parameters instead of \d+: build it again/);
    expect(check({ absent: other })).toThrow("no absent: build it again");
  });
});

it("hands over the arguments in the module's order, and gives the result back", () => {
  const taken: number[][] = [];
  const multiplyAdds = (...numbers: number[]): number => {
    taken.push(numbers);
    return 7;
  };
  const copy = (...numbers: number[]): number => taken.push(numbers);
  const named = calledByName(limits, { copy, copyBulk: copy, multiplyAdds });
  expect(named.multiplyAdds({ rounds: 3 })).toBe(7);
  named.copy({ bytes: 64, to: offsetBy(NO_ARRAY, 128), from: NO_ARRAY });
  expect(taken).toEqual([[3], [0, 128, 64]]);
});

describe("the type check of a call", () => {
  const cases = {
    "what the kernel takes": ["{ a: NO_ARRAY, b: NO_ARRAY, out: NO_ARRAY, count: 1 }", undefined],
    "one argument missing": ["{ a: NO_ARRAY, b: NO_ARRAY, out: NO_ARRAY }", "is missing in type"],
    "a name misspelt": ["{ a: NO_ARRAY, b: NO_ARRAY, out: NO_ARRAY, cuont: 1 }", "'cuont' does not exist"],
    "one argument too many": [
      "{ a: NO_ARRAY, b: NO_ARRAY, out: NO_ARRAY, count: 1, more: 2 }",
      "'more' does not exist",
    ],
    "a number for an address": ["{ a: 64, b: NO_ARRAY, out: NO_ARRAY, count: 1 }", "'number' is not assignable"],
    "a yes or no for a number": [
      "{ a: NO_ARRAY, b: NO_ARRAY, out: NO_ARRAY, count: true }",
      "'boolean' is not assignable",
    ],
  } as const;
  const found = complaints(Object.values(cases).map(([args]) => `kernels.addArrays(${args});`));

  it.each(Object.entries(cases).map(([what, [, message]], at) => [what, message, at] as const))(
    "%s",
    (_what, message, at) => {
      if (message === undefined) expect(found[at]).toEqual([]);
      else expect(found[at]).toEqual([expect.stringContaining(message)]);
    },
  );
});

/** What the compiler says of each line, by the project's own options. */
function complaints(lines: readonly string[]): readonly (readonly string[])[] {
  const folder = mkdtempSync(join(tmpdir(), "signature-"));
  const head = [
    `import type { Kernels } from "${join(root, "src/kernels/wasm/kernelCall.ts")}";`,
    `import { NO_ARRAY } from "${join(root, "src/kernels/wasm/signature.ts")}";`,
    "declare const kernels: Kernels;",
  ];
  writeFileSync(join(folder, "planted.ts"), [...head, ...lines].join("\n"));
  const options = { extends: join(root, "tsconfig.json"), compilerOptions: { types: [] }, include: ["planted.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  try {
    const { stdout } = spawnSync(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { encoding: "utf8" });
    const found = stdout.split("\n").filter((line) => /^\S/.test(line));
    const of = (at: number) => found.filter((line) => line.includes(`planted.ts(${head.length + at + 1},`));
    // An error about anything else would mean that the lines were never checked.
    expect(found).toEqual(lines.flatMap((_, at) => of(at)));
    return lines.map((_, at) => of(at));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
