// What a run can be shown, sorted, filtered and grouped by: what was measured, what was said about it, and every setting of
// its recipe. Each under the name that it has in addresses; settings have their names in links.
import { rowOf, type RunRow } from "../../../lab/rows.ts";
import type { Run } from "../../../lab/state.ts";
import type { Recipe } from "../../../recipe/schema.ts";
import { RECIPE } from "../../../recipe/settings.ts";
import { allLeaves, type Leaf } from "../../../settings/leaves.ts";
import { valueAt } from "../../../settings/problem.ts";
import { plainWords } from "../../../settings/words.ts";
import type { EvaluationSplit } from "../../../run/events.ts";
import { count, duration, isoDay, percent, percentWithError, short } from "../../format.ts";

export type FieldValue = string | number | null;

export interface RunField {
  readonly id: string;
  readonly title: string;
  /** For sorting and comparing; null where the run has none. */
  value(run: Run): FieldValue;
  /** As the table shows it. */
  words(row: RunRow): string;
  /** Whether it is in [0, 1] and shown in per cent. */
  readonly isShare?: true;
  /** The split whose accuracy it is, if it is one. */
  readonly split?: EvaluationSplit;
}

const NONE = "–";
const orNone = (value: number | null | undefined, words: (value: number) => string): string =>
  value === null || value === undefined ? NONE : words(value);

function accuracyField(split: EvaluationSplit, title: string): RunField {
  return {
    id: split,
    title,
    isShare: true,
    split,
    value: ({ last }) => last[split]?.accuracy ?? null,
    words({ run: { last } }) {
      const score = last[split];
      return score ? percentWithError(score.accuracy, score.accuracyError) : NONE;
    },
  };
}

const MEASURED: readonly RunField[] = [
  accuracyField("test", "Test accuracy"),
  accuracyField("validation", "Validation"),
  {
    id: "top3",
    title: "Test top‑3",
    isShare: true,
    value: ({ last }) => last.test?.top3Accuracy ?? null,
    words: ({ run }) => orNone(run.last.test?.top3Accuracy, percent),
  },
  {
    id: "parameters",
    title: "Parameters",
    value: (run) => rowOf(run, { name: "" }).parameters,
    words: ({ parameters }) => count(parameters),
  },
  {
    id: "multiply-adds",
    title: "Multiply‑adds",
    value: (run) => rowOf(run, { name: "" }).multiplyAdds,
    words: ({ multiplyAdds }) => short(multiplyAdds),
  },
  {
    id: "images-per-second",
    title: "Images/s",
    value: ({ finished, reached }) => finished?.imagesPerSecond ?? reached?.imagesPerSecond ?? null,
    words: ({ imagesPerSecond }) => orNone(imagesPerSecond, count),
  },
  {
    id: "time",
    title: "Time",
    value: ({ finished, reached }) => finished?.elapsedMs ?? reached?.elapsedMs ?? null,
    words: ({ elapsedMs }) => orNone(elapsedMs, duration),
  },
];

const SAID: readonly RunField[] = [
  { id: "status", title: "Status", value: ({ status }) => status, words: ({ status }) => status },
  {
    id: "day",
    title: "Day begun",
    value: ({ begunAt }) => (begunAt === null ? null : isoDay(begunAt)),
    words: ({ run: { begunAt } }) => orNone(begunAt, isoDay),
  },
  { id: "note", title: "Note", value: ({ note }) => note || null, words: ({ run }) => run.note },
  {
    id: "version",
    title: "Program version",
    value: ({ started }) => started?.version ?? null,
    words: ({ run }) => run.started?.version ?? NONE,
  },
  {
    id: "engine",
    title: "Engine",
    value: ({ started }) => started?.engine.name ?? null,
    words: ({ run }) => run.started?.engine.name ?? NONE,
  },
];

export const FIELDS: readonly RunField[] = [...MEASURED, ...SAID, ...settingFields()];
const BY_ID = new Map(FIELDS.map((field) => [field.id, field]));

export function fieldOf(id: string): RunField | undefined {
  return BY_ID.get(id);
}

/** The columns of a table that nobody has changed. */
export const USUAL_COLUMNS: readonly string[] = MEASURED.map(({ id }) => id);

/** Settings of different branches may share a name in links: a run has at most one of them. */
function settingFields(): readonly RunField[] {
  const byLink = new Map<string, Leaf[]>();
  for (const leaf of allLeaves(RECIPE)) {
    if (leaf.field === RECIPE.fields.version) continue;
    const own = byLink.get(leaf.link);
    if (own) own.push(leaf);
    else byLink.set(leaf.link, [leaf]);
  }
  return [...byLink].flatMap(([id, leaves]): readonly RunField[] => {
    const [first] = leaves;
    if (!first) return [];
    const leafIn = (recipe: Recipe) => leaves.find(({ path }) => valueAt(recipe, path) !== undefined);
    return [
      {
        id,
        title: first.field.label,
        value({ recipe }) {
          const leaf = leafIn(recipe);
          return leaf ? plain(valueAt(recipe, leaf.path)) : null;
        },
        words({ run: { recipe } }) {
          const leaf = leafIn(recipe);
          return leaf ? plainWords(leaf.field, valueAt(recipe, leaf.path)) : NONE;
        },
      },
    ];
  });
}

function plain(value: unknown): FieldValue {
  if (typeof value === "number" || typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "on" : "off";
  return Array.isArray(value) ? value.join("-") : null;
}
