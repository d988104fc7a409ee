// The settings of a field as a flat list, each with its path, for links, differences and documentation.
import { branchOf, isRecord, type Field, type Fields, type Setting, type AnyVariant } from "./field.ts";
import { valueAt, type Path } from "./problem.ts";
import { valueWords } from "./words.ts";

/** A setting, or the tag of a variant, with its path. */
export interface Leaf {
  readonly path: Path;
  readonly field: Setting | AnyVariant;
  /** Its name in a link. */
  readonly link: string;
  /** Its control is folded away. */
  readonly isDetail: boolean;
}

/** All leaves of a value: for each variant, its tag and the settings of the value's own branch. */
export function leavesOf(field: Field, value: unknown): readonly Leaf[] {
  return collect(field, OUTERMOST, (variant, path) => {
    const branch = branchOf(variant, valueAt(value, path));
    return branch ? [branch.fields] : [];
  });
}

/** All leaves that any value can have. Two branches may have leaves with the same name. */
export function allLeaves(field: Field): readonly Leaf[] {
  return collect(field, OUTERMOST, ({ branches }) => Object.values(branches).map(({ fields }) => fields));
}

/** The words for the values of some leaves, once per variant and setting. */
export function leafWords(leaves: readonly Leaf[], value: unknown): readonly string[] {
  const told = leaves.flatMap(({ path, field }) =>
    field.kind === "variant" && field.words ? [path.slice(0, -1)] : [],
  );
  const isToldOf = (path: Path) =>
    told.some((variant) => path.length > variant.length && variant.every((key, index) => path[index] === key));
  const words = leaves.map(({ path, field }) => {
    if (field.kind === "variant") return valueWords(field, valueAt(value, path.slice(0, -1)));
    // Already part of the words of its variant.
    return isToldOf(path) ? "" : valueWords(field, valueAt(value, path));
  });
  return words.filter((each) => each !== "");
}

/** Values by path, nested: `[[["seed"], 7]]` is `{ seed: 7 }`. */
export function nested(values: readonly (readonly [path: Path, value: unknown])[]): object {
  const root: Record<string, unknown> = {};
  for (const [path, value] of values) {
    let place = root;
    for (const key of path.slice(0, -1)) {
      const inner = place[key];
      const next: Record<string, unknown> = isRecord(inner) ? inner : {};
      place = place[key] = next;
    }
    place[path.at(-1) ?? ""] = value;
  }
  return root;
}

/** Where a field is among the fields around it. */
interface Place {
  readonly path: Path;
  readonly linkPrefix: string;
  readonly isDetail: boolean;
}

const OUTERMOST: Place = { path: [], linkPrefix: "", isDetail: false };

function collect(
  field: Field,
  { path, linkPrefix, isDetail }: Place,
  branchesOf: (variant: AnyVariant, path: Path) => readonly Fields[],
): readonly Leaf[] {
  const inside = (fields: Fields, around: Omit<Place, "path">) =>
    Object.entries(fields).flatMap(([key, inner]) => collect(inner, { ...around, path: [...path, key] }, branchesOf));
  switch (field.kind) {
    case "group":
      return inside(field.fields, { linkPrefix: field.linkPrefix ?? linkPrefix, isDetail });
    case "variant": {
      const around = { linkPrefix, isDetail: isDetail || field.isDetail === true };
      const tag: Leaf = { path: [...path, field.tag], field, link: linkPrefix + field.link, isDetail: around.isDetail };
      return [tag, ...branchesOf(field, path).flatMap((fields) => inside(fields, around))];
    }
    default: {
      const link = linkPrefix + (field.link ?? String(path.at(-1)));
      return [{ path, field, link, isDetail: isDetail || field.isDetail === true }];
    }
  }
}
