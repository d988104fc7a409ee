// What one source file imports, and the names it uses without having declared them. Reads the syntax
// tree, so comments and strings cannot mislead it.
import { extname } from "node:path";
import { parseSync } from "vite";

export interface Import {
  readonly specifier: string;
  /** A worker's file runs on a thread of its own; an asset is only a URL. */
  readonly kind: "value" | "type" | "worker" | "asset";
}

export interface SourceFacts {
  readonly imports: readonly Import[];
  /** Names from outside the file: `document`, and with a member `Math.exp`. */
  readonly globals: ReadonlySet<string>;
  /** Names of members used on anything: `postMessage` of `port.postMessage()`. */
  readonly members: ReadonlySet<string>;
}

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
const nodeAt = (node: SyntaxNode, key: string): SyntaxNode | undefined => (isNode(node[key]) ? node[key] : undefined);
const nameOf = (node: unknown): string | undefined =>
  isNode(node) && node.type === "Identifier" && typeof node.name === "string" ? node.name : undefined;
const textOf = (node: unknown): string | undefined =>
  isNode(node) && node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
const nodesIn = (value: unknown): readonly SyntaxNode[] =>
  Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];

/** The facts of a TypeScript or JavaScript source. Throws when it cannot be parsed. */
export function sourceFacts(path: string, source: string): SourceFacts {
  const { program, module, errors } = parseSync(path, source, { lang: extname(path) === ".tsx" ? "tsx" : "ts" });
  if (errors[0]) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  const imports: Import[] = [];
  const add = (specifier: string, kind: Import["kind"]) => {
    const asset = /\?(url|raw)$/.test(specifier)
      ? "asset"
      : /\?(worker|sharedworker)/.test(specifier)
        ? "worker"
        : kind;
    imports.push({ specifier: specifier.replace(/\?.*$/, ""), kind: asset });
  };
  for (const { moduleRequest, entries } of module.staticImports)
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType) ? "type" : "value");
  for (const { entries } of module.staticExports)
    for (const entry of entries)
      if (entry.moduleRequest) add(entry.moduleRequest.value, entry.isType ? "type" : "value");

  const walk = new Walk(add);
  walk.visit(program as unknown as SyntaxNode);
  const globals = new Set([...walk.used].filter((name) => !walk.declared.has(name.split(".", 1)[0] ?? "")));
  return { imports, globals, members: walk.members };
}

/** Children that are names only, not uses of a value. */
const nameKeys: Readonly<Record<string, readonly string[]>> = {
  Property: ["key"],
  MethodDefinition: ["key"],
  PropertyDefinition: ["key"],
  AccessorProperty: ["key"],
  LabeledStatement: ["label"],
  BreakStatement: ["label"],
  ContinueStatement: ["label"],
  MetaProperty: ["meta", "property"],
  ExportAllDeclaration: ["exported"],
  ImportDeclaration: ["specifiers"],
};
const typeSyntaxWithValue = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
]);

class Walk {
  readonly used = new Set<string>();
  readonly members = new Set<string>();
  readonly declared = new Set<string>();
  readonly #add: (specifier: string, kind: Import["kind"]) => void;

  constructor(add: (specifier: string, kind: Import["kind"]) => void) {
    this.#add = add;
  }

  visit(node: SyntaxNode): void {
    if (node.type.startsWith("TS")) {
      const value = typeSyntaxWithValue.has(node.type) ? nodeAt(node, "expression") : undefined;
      if (value) this.visit(value);
      return;
    }
    const name = nameOf(node);
    if (name !== undefined) this.used.add(name);
    this.#declare(node);
    if (node.type === "MemberExpression") return this.#member(node);
    if (node.type === "NewExpression") this.#newUrl(node);
    if (node.type === "ImportExpression") {
      const target = textOf(node.source);
      if (target !== undefined) this.#add(target, "value");
    }
    for (const [key, child] of Object.entries(node)) {
      if (nameKeys[node.type]?.includes(key) && node.computed !== true) continue;
      for (const each of nodesIn(child)) this.visit(each);
    }
  }

  #member(node: SyntaxNode): void {
    const object = nodeAt(node, "object");
    const property = node.computed === true ? textOf(node.property) : nameOf(node.property);
    if (property !== undefined) this.#use(object, property);
    if (node.computed === true && isNode(node.property)) this.visit(node.property);
    if (object) this.visit(object);
  }

  #use(object: unknown, property: string): void {
    this.members.add(property);
    const owner = nameOf(object);
    if (owner !== undefined) this.used.add(`${owner}.${property}`);
    if (owner === "globalThis" || owner === "self" || owner === "window") this.used.add(property);
    // globalThis.Math.random
    if (isNode(object) && object.type === "MemberExpression" && nameOf(object.property))
      this.used.add(`${nameOf(object.property)}.${property}`);
  }

  /** Records the names that a node declares, and `const { exp } = Math`. */
  #declare(node: SyntaxNode): void {
    if (node.type === "VariableDeclarator") {
      const pattern = nodeAt(node, "id");
      if (pattern?.type === "ObjectPattern")
        for (const property of nodesIn(pattern.properties)) this.#use(node.init, nameOf(property.key) ?? "");
      this.#pattern(pattern);
    }
    if (/Function|^Class(Declaration|Expression)/.test(node.type)) {
      this.#pattern(nodeAt(node, "id"));
      for (const parameter of nodesIn(node.params)) this.#pattern(parameter);
    }
    if (node.type === "CatchClause") this.#pattern(nodeAt(node, "param"));
    if (node.type === "ImportDeclaration")
      for (const specifier of nodesIn(node.specifiers)) this.#pattern(nodeAt(specifier, "local"));
  }

  #pattern(node: SyntaxNode | undefined): void {
    if (!node) return;
    const name = nameOf(node);
    if (name !== undefined) this.declared.add(name);
    for (const key of ["elements", "properties", "argument", "left"])
      for (const child of nodesIn(node[key])) this.#pattern(child);
    if (node.type === "Property") this.#pattern(nodeAt(node, "value"));
  }

  /** `new Worker(new URL("./x.ts", import.meta.url))`, and other files named by `new URL`. */
  #newUrl(node: SyntaxNode): void {
    const callee = nameOf(node.callee);
    const [first, base] = nodesIn(node.arguments);
    if (callee === "URL" && base?.type === "MemberExpression") {
      const target = textOf(first);
      if (target?.startsWith(".")) this.#add(target, "asset");
    }
    if ((callee === "Worker" || callee === "SharedWorker") && first?.type === "NewExpression") {
      const target = textOf(nodesIn(first.arguments)[0]);
      if (target !== undefined) this.#add(target, "worker");
    }
  }
}
