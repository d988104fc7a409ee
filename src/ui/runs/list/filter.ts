// The filter of the runs: "width:24 width:48 test>0.5 a word". Terms of one field that name values are alternatives; all
// others must hold together. A word alone is looked for in names and notes.
import type { Run } from "../../../lab/state.ts";
import { fieldOf, FIELDS, type FieldValue } from "./fields.ts";

export type Comparison = ":" | ">" | "<";

export type Term =
  | { readonly kind: "field"; readonly field: string; readonly comparison: Comparison; readonly value: string }
  | { readonly kind: "words"; readonly value: string };

export interface ReadFilter {
  readonly terms: readonly Term[];
  /** What could not be understood, in sentences. */
  readonly faults: readonly string[];
}

/** A word, a quoted text, or a field with either. "=" is read as ":". */
const PIECE = /(?:([^\s":<>=]+)([:<>=]))?(?:"([^"]*)"|(\S+))/g;

export function readFilter(text: string): ReadFilter {
  const terms: Term[] = [];
  const faults: string[] = [];
  for (const [, field, sign, quoted, bare] of text.matchAll(PIECE)) {
    const comparison = sign === "=" ? ":" : sign;
    const value = quoted ?? bare ?? "";
    if (field === undefined) terms.push({ kind: "words", value });
    else if (!fieldOf(field)) faults.push(unknownField(field));
    else if (comparison !== ":" && !Number.isFinite(numberOf(value)))
      faults.push(`“${field}${comparison}${value}” compares with what is no number.`);
    else terms.push({ kind: "field", field, comparison: comparison as Comparison, value });
  }
  return { terms, faults };
}

export function writeFilter(terms: readonly Term[]): string {
  const quoted = (value: string) => (/[\s":<>=]|^$/.test(value) ? `"${value.replaceAll('"', "")}"` : value);
  return terms
    .map((term) =>
      term.kind === "words" ? quoted(term.value) : `${term.field}${term.comparison}${quoted(term.value)}`,
    )
    .join(" ");
}

/** Whether a run, under its name, passes. */
export function passes(terms: readonly Term[], run: Run, name: string): boolean {
  const alternatives = new Map<string, boolean>();
  for (const term of terms) {
    if (term.kind === "words") {
      const wanted = term.value.toLowerCase();
      if (!name.toLowerCase().includes(wanted) && !run.note.toLowerCase().includes(wanted)) return false;
      continue;
    }
    const value = fieldOf(term.field)?.value(run) ?? null;
    if (term.comparison === ":") {
      const holds = alternatives.get(term.field) === true || isValue(value, term.value);
      alternatives.set(term.field, holds);
    } else if (!compares(value, term.comparison, numberOf(term.value))) return false;
  }
  return [...alternatives.values()].every(Boolean);
}

/** The values that runs have of a field, with how many have each; the most frequent first. */
export function valuesOf(
  field: string,
  runs: Iterable<Run>,
): readonly { readonly value: string; readonly runs: number }[] {
  const counts = new Map<string, number>();
  for (const run of runs) {
    const value = fieldOf(field)?.value(run) ?? null;
    if (value !== null) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  }
  return [...counts].map(([value, own]) => ({ value, runs: own })).sort((a, b) => b.runs - a.runs);
}

function isValue(value: FieldValue, wanted: string): boolean {
  return value !== null && String(value).toLowerCase() === wanted.toLowerCase();
}

function compares(value: FieldValue, comparison: Comparison, wanted: number): boolean {
  if (typeof value !== "number") return false;
  return comparison === ">" ? value > wanted : value < wanted;
}

/** "50%" is 0.5. */
function numberOf(text: string): number {
  if (text.trim() === "") return Number.NaN;
  return text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text);
}

function unknownField(name: string): string {
  const wanted = name.toLowerCase();
  const near = FIELDS.map(({ id }) => id).filter((id) => id.includes(wanted) || wanted.includes(id));
  const hint = near.length > 0 ? ` Is it ${near.slice(0, 3).join(", or ")}?` : "";
  return `There is no field “${name}”.${hint}`;
}
