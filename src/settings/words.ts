// The sentences for what is wrong with a value, and the words for values. The only place that puts a Problem into words.
import { branchOf, type AnyVariant, type Setting } from "./field.ts";
import type { Allowed, Path, Problem } from "./problem.ts";
import { shown } from "./shown.ts";

/** The words for a setting's value, or for a variant's branch, among differences; "" for none. */
export function valueWords(field: Setting | AnyVariant, value: unknown): string {
  if (field.kind === "variant") {
    const branch = branchOf(field, value);
    // A value has the type that its description says, so `words` gets what it expects.
    return field.words ? field.words(value as never) : (branch?.words ?? branch?.label ?? "");
  }
  return field.words ? field.words(value as never) : `${field.label.toLowerCase()} ${String(value)}`;
}

/** A value alone, as its control shows it: "48 channels", "1×1 first", "off". */
export function plainWords(field: Setting | AnyVariant, value: unknown): string {
  switch (field.kind) {
    case "variant":
      return field.branches[String(value)]?.label ?? String(value);
    case "choice":
      return field.options.find((option) => option.value === value)?.label ?? String(value);
    case "switch":
      return value === true ? "on" : "off";
    case "integers":
      return Array.isArray(value) ? value.join(", ") : String(value);
    case "integer":
    case "number":
      return field.unit === undefined ? String(value) : `${String(value)} ${field.unit}`;
    default:
      return field satisfies never;
  }
}

/** How places are named: by paths in files, by labels on the page. */
export type Naming = (path: Path) => string;

/** "training.epochs": names places by their paths. */
export const byPath: Naming = (path) => path.join(".") || "The recipe";

/** "Epochs is 0: allowed is a whole number from 1 to 1000." */
export function problemWords(problem: Problem, name?: Naming): string {
  return `${problemClause(problem, name)}.`;
}

/** The same to be put into a longer sentence: without the full stop. */
export function problemClause({ path, value, allowed }: Problem, name: Naming = byPath): string {
  // A key that nobody knows may be anything.
  const place = name(path.map((key) => (typeof key === "string" ? shown(key) : key)));
  return `${place} ${standsWords(value)}: ${allowedWords(allowed, value, name)}`;
}

function allowedWords(allowed: Allowed, value: unknown, name: Naming): string {
  switch (allowed.kind) {
    case "setting":
      return `allowed is ${rangeWords(allowed.setting)}`;
    case "item":
      return `allowed is a whole number from 1 to ${allowed.max}`;
    case "one of":
      return `allowed is ${either(allowed.values)}`;
    case "list":
      return `allowed is a list of at most ${allowed.longest}`;
    case "text":
      return "allowed is a text";
    case "group":
      return `allowed is an object with the fields ${allowed.keys.join(", ")}`;
    case "variant":
      return `allowed is an object with the field ${allowed.tag}`;
    case "no field":
      return `this version knows no such field; allowed here: ${allowed.keys.join(", ") || "none"}`;
    case "less than":
      return `allowed is less than ${name(allowed.path)}, which is ${allowed.value}`;
    case "divisor":
      return (
        `${allowed.of} channels cannot be cut into ${String(value)} equal segments; ` +
        `allowed is one of ${allowed.divisors.join(", ")}`
      );
    case "older version":
      return (
        "this recipe was made by a newer version of the lab, " +
        `and this one reads version ${allowed.newest}; open it with a newer lab`
      );
    default:
      return allowed satisfies never;
  }
}

/** "a whole number from 1 to 1000": the allowed values of a setting. */
export function rangeWords(setting: Setting): string {
  switch (setting.kind) {
    case "integer":
      return `a whole number from ${setting.min} to ${setting.max}`;
    case "number":
      return `a number from ${setting.min} to ${setting.max}`;
    case "choice":
      return either(setting.options.map(({ value }) => value));
    case "switch":
      return "true or false";
    case "integers":
      return `a list of ${setting.shortest} to ${setting.longest} whole numbers from 1 to ${setting.max}`;
    default:
      return setting satisfies never;
  }
}

function either(values: readonly (string | number)[]): string {
  const shown = values.map((value) => JSON.stringify(value)).join(", ");
  return values.length === 1 ? shown : `one of ${shown}`;
}

function standsWords(value: unknown): string {
  return value === undefined ? "is missing" : `is ${shown(inJson(value))}`;
}

function inJson(value: unknown): string {
  // JSON has no word for NaN and the infinities, which are common faults.
  if (typeof value === "number") return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value === "object" ? "an object" : String(value); // what JSON cannot express: a circle, a bigint
  }
}
