// Every setting of a recipe, as rows to read: for the command line's help and docs/settings.md.
import type { AnyVariant, Field, Setting } from "../settings/field.ts";
import { rangeWords } from "../settings/words.ts";
import { RECIPE } from "./settings.ts";

export interface SettingsRow {
  /** Where it stands in a recipe: "training.optimizer.momentum". */
  readonly path: string;
  /** What it belongs to, where it is there only then: "training.optimizer.method is sgd". */
  readonly onlyIf: string | null;
  readonly label: string;
  readonly allowed: string;
  /** As JSON. */
  readonly default: string;
  readonly unit: string | null;
  readonly help: string | null;
  readonly paper: string | null;
}

/** In the order of the recipe. */
export function settingsRows(): readonly SettingsRow[] {
  return rowsOf(RECIPE, [], null);
}

function rowsOf(field: Field, path: readonly string[], onlyIf: string | null): readonly SettingsRow[] {
  switch (field.kind) {
    case "group":
      return Object.entries(field.fields).flatMap(([key, inner]) => rowsOf(inner, [...path, key], onlyIf));
    case "variant": {
      const tag = [...path, field.tag];
      const branches = Object.entries(field.branches).flatMap(([name, { fields }]) =>
        Object.entries(fields).flatMap(([key, inner]) => rowsOf(inner, [...path, key], `${tag.join(".")} is ${name}`)),
      );
      return [tagRow(field, tag, onlyIf), ...branches];
    }
    default:
      return [settingRow(field, path, onlyIf)];
  }
}

function tagRow(field: AnyVariant, path: readonly string[], onlyIf: string | null): SettingsRow {
  return {
    path: path.join("."),
    onlyIf,
    label: field.label,
    allowed: `one of ${Object.keys(field.branches)
      .map((name) => JSON.stringify(name))
      .join(", ")}`,
    default: JSON.stringify(field.default),
    unit: null,
    help: field.help ?? null,
    paper: field.paper ?? null,
  };
}

function settingRow(field: Setting, path: readonly string[], onlyIf: string | null): SettingsRow {
  return {
    path: path.join("."),
    onlyIf,
    label: field.label,
    allowed: rangeWords(field),
    default: JSON.stringify(field.default),
    unit: "unit" in field ? (field.unit ?? null) : null,
    help: field.help ?? null,
    paper: field.paper ?? null,
  };
}

/** One setting per paragraph: for a terminal. */
export function settingsHelp(): string {
  return settingsRows()
    .map(({ path, onlyIf, allowed, default: usual, unit, help }) =>
      [
        `  ${path}${onlyIf === null ? "" : ` (only if ${onlyIf})`}`,
        `      ${allowed}${unit === null ? "" : ` ${unit}`}; default ${usual}`,
        ...(help === null ? [] : [`      ${help}`]),
      ].join("\n"),
    )
    .join("\n");
}

/** A table in Markdown: for docs/settings.md. */
export function settingsMarkdown(): string {
  const rows = settingsRows().map(({ path, onlyIf, label, allowed, default: usual, unit, help, paper }) => [
    `\`${path}\`${onlyIf === null ? "" : ` (only if ${onlyIf})`}`,
    label,
    unit === null ? allowed : `${allowed} (${unit})`,
    `\`${usual}\``,
    help ?? "",
    paper ?? "",
  ]);
  const head = ["setting", "on the page", "allowed", "default", "what it does", "in the paper"];
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
