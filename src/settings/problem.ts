// What is wrong with a value, as data: its path, the value there, and what is allowed. words.ts puts it into sentences.
import type { z } from "zod";
import { branchOf, isRecord, type Branch, type Field, type Setting, type ValueOf } from "./field.ts";
import { schemaOf } from "./schema.ts";

export type Path = readonly (string | number)[];

/** What is allowed at a path. */
export type Allowed =
  | { readonly kind: "setting"; readonly setting: Setting }
  /** A whole number from 1 to `max`, in a list. */
  | { readonly kind: "item"; readonly max: number }
  | { readonly kind: "one of"; readonly values: readonly (string | number)[] }
  /** A list of at most so many items. */
  | { readonly kind: "list"; readonly longest: number }
  | { readonly kind: "text" }
  | { readonly kind: "group"; readonly keys: readonly string[] }
  | { readonly kind: "variant"; readonly tag: string }
  /** No such field; these are the existing ones. */
  | { readonly kind: "no field"; readonly keys: readonly string[] }
  /** Less than the value at another path. */
  | { readonly kind: "less than"; readonly path: Path; readonly value: number }
  /** A divisor of a number of channels given elsewhere. */
  | { readonly kind: "divisor"; readonly of: number; readonly divisors: readonly number[] }
  | { readonly kind: "older version"; readonly newest: number };

export interface Problem {
  readonly path: Path;
  /** The value there; undefined where there is none. */
  readonly value: unknown;
  readonly allowed: Allowed;
}

export type Reading<V> =
  | { readonly value: V; readonly problems?: undefined }
  | { readonly problems: readonly Problem[] };

/** The value with defaults filled in, or everything that is wrong with it. */
export function readField<F extends Field>(field: F, input: unknown): Reading<ValueOf<F>> {
  // Defaults replace parts that are left out, not the whole.
  if (input === undefined) return { problems: [{ path: [], value: undefined, allowed: allowedHere(field) }] };
  const parsed = schemaOf(field).safeParse(input);
  if (parsed.success) return { value: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(field, input, issue));
  const distinct = new Map(problems.map((problem) => [problem.path.join("."), problem]));
  return { problems: [...distinct.values()] };
}

function problemsOf(field: Field, input: unknown, issue: z.core.$ZodIssue): readonly Problem[] {
  const at = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
  const paths: readonly Path[] = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...at, key]) : [at];
  return paths.map((path) => ({ path, value: valueAt(input, path), allowed: allowedAt(field, input, path) }));
}

/** The value at a path; undefined where there is none. */
export function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    input,
  );
}

function allowedAt(field: Field, input: unknown, [key, ...rest]: Path): Allowed {
  if (key === undefined) return allowedHere(field);
  const inner = isRecord(input) ? input[key] : undefined;
  switch (field.kind) {
    case "group":
      return within(field.fields, Object.keys(field.fields), key, rest, inner);
    case "variant": {
      if (key === field.tag && rest.length === 0) return { kind: "one of", values: Object.keys(field.branches) };
      const { fields } = branchOf(field, input) ?? defaultBranch(field);
      return within(fields, [field.tag, ...Object.keys(fields)], key, rest, inner);
    }
    case "integers":
      return { kind: "item", max: field.max };
    default:
      return allowedHere(field);
  }
}

function within(
  fields: Branch["fields"],
  keys: readonly string[],
  key: string | number,
  rest: Path,
  inner: unknown,
): Allowed {
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return field ? allowedAt(field, inner, rest) : { kind: "no field", keys };
}

function allowedHere(field: Field): Allowed {
  switch (field.kind) {
    case "group":
      return { kind: "group", keys: Object.keys(field.fields) };
    case "variant":
      return { kind: "variant", tag: field.tag };
    default:
      return { kind: "setting", setting: field };
  }
}

function defaultBranch(field: Extract<Field, { kind: "variant" }>): Branch {
  const branch = field.branches[field.default];
  if (!branch) throw new RangeError(`A variant told apart by ${field.tag} has no branch ${field.default}.`);
  return branch;
}
