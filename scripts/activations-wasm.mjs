// Writes the part of the WebAssembly kernels that follows from the list of activations: for each function marked
// @perActivation, a function `dispatch…` that runs it with each activation's code as a constant, so that every copy is
// compiled for one activation. A code that is not in the list traps.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";

export const ACTIVATIONS_FILE = "src/kernels/wasm/built/activations.as.ts";

export async function writeActivations(root) {
  // Not imported at the top: this file is loaded before any package is installed.
  const { tsImport } = await import("tsx/esm/api");
  const { ACTIVATIONS } = await tsImport("../src/activations/list.ts", import.meta.url);
  const lines = [
    "// Written by scripts/activations-wasm.mjs from src/activations/list.ts.",
    ...ACTIVATIONS.map(
      ({ name }, code) =>
        `import { forward as forward${code}, gradient as gradient${code} } from "../../../activations/${name}/${name}.as";`,
    ),
    inlined("activationOf(x: v128, activation: i32): v128", ACTIVATIONS, (code) => `forward${code}(x)`),
    inlined(
      "activationGradOf(dy: v128, at: v128, activation: i32): v128",
      ACTIVATIONS,
      (code) => `gradient${code}(dy, at)`,
    ),
    ...markedFunctions(root).flatMap(({ file, kinds, name, parameters }) => [
      `import { ${name} } from "${posix.relative(posix.dirname(ACTIVATIONS_FILE), file).replace(/\.ts$/, "")}";`,
      inlined(
        `dispatch${name[0].toUpperCase()}${name.slice(1)}(${parameters.join(", ")}): void`,
        ACTIVATIONS,
        (code) => {
          const given = parameters.map((each) => each.split(":", 1)[0]);
          return `${name}(${given.map((each) => (each === "activation" ? code : each)).join(", ")})`;
        },
        ({ derivativeFrom }) => kinds.length === 0 || kinds.includes(derivativeFrom),
      ),
    ]),
  ];
  writeFileSync(join(root, ACTIVATIONS_FILE), `${lines.join("\n")}\n`);
}

/** An inlined function that returns, for each code in turn, the expression for it; for any other code, it traps. */
function inlined(signature, activations, expression, isMeant = () => true) {
  const cases = activations.flatMap((each, code) =>
    isMeant(each) ? [`  if (activation == ${code}) return ${expression(code)};`] : [],
  );
  return `\n// @ts-ignore: decorator\n@inline\nexport function ${signature} {\n${cases.join("\n")}\n  return unreachable();\n}`;
}

/**
 * The functions marked @perActivation among the kernels: their parameters as written, "name: type", and what the
 * derivative may be told from of the activations that are meant, none for all: "@perActivation output, either".
 */
function markedFunctions(root) {
  const files = readdirSync(join(root, "src/kernels"), { recursive: true })
    .map((name) => posix.join("src/kernels", name.replaceAll("\\", "/")))
    .filter((name) => name.endsWith(".as.ts") && name !== ACTIVATIONS_FILE)
    .sort();
  return files.flatMap((file) => {
    const marked = /@perActivation ([a-z, ]*)\*\/[^(]*?export function (\w+)\(([^)]*)\): void/gs;
    return [...readFileSync(join(root, file), "utf8").matchAll(marked)].map(([, kinds, name, parameters]) => ({
      file,
      kinds: listed(kinds),
      name,
      parameters: listed(parameters),
    }));
  });
}

function listed(text) {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}
