// The views of the page, and the part of an address that says which one is shown and how:
// "#/runs?v=2&width=24&runs.sort=-test". Without a view's name it is the bench.
import { MOST_CHARACTERS, readLink, splitAt, splitPairs, writeLink } from "./link.ts";
import { escape, LinkError, unescape } from "./linkFields.ts";
import type { Experiment } from "../recipe/experiment.ts";

/** Each view, and the parts whose state its address holds: "chart" for names like "chart.x". */
export const VIEWS = {
  bench: ["chart"],
  compare: ["compare", "chart"],
  study: ["study"],
  settings: [],
  data: [],
  runs: ["runs"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ViewId = keyof typeof VIEWS;
export const viewIds = Object.keys(VIEWS) as readonly ViewId[];

/** What is on the screen besides the experiment, as texts by name: "runs.sort": "-test". Left out where it is the usual. */
export type Shown = Readonly<Record<string, string>>;

export interface View {
  readonly id: ViewId;
  /** Of all views, so that each is found again as it was left. */
  readonly shown: Shown;
}

const PARTS: ReadonlySet<string> = new Set(Object.values(VIEWS).flat());
const partOf = (name: string): string => splitAt(name, ".")[0];

function isOf(id: ViewId, name: string): boolean {
  const parts: readonly string[] = VIEWS[id];
  return parts.includes(partOf(name));
}

/** From "#" on; empty for the default experiment on the bench. */
export function writeAddress({ id, shown }: View, experiment: Experiment): string {
  const own = Object.entries(shown)
    .filter(([name]) => isOf(id, name))
    .map(([name, text]) => `${name}=${escape(text)}`);
  const pairs = [writeLink(experiment), ...own].filter((part) => part !== "").join("&");
  if (id === "bench") return pairs === "" ? "" : `#${pairs}`;
  return `#/${id}${pairs === "" ? "" : `?${pairs}`}`;
}

/** Reads what `writeAddress` has written, and every link of earlier versions. Throws LinkError. */
export function readAddress(hash: string): View & { readonly experiment: Experiment } {
  if (hash.length > MOST_CHARACTERS)
    throw new LinkError({ kind: "too long", length: hash.length, most: MOST_CHARACTERS });
  const text = hash.replace(/^#/, "");
  const [path, rest] = text.startsWith("/") ? splitAt(text.slice(1), "?") : ["bench", text];
  const id = viewIds.find((each) => each === path);
  if (!id) throw new LinkError({ kind: "unknown view", name: unescape(path), known: viewIds });
  const pairs = splitPairs(rest);
  const shown: Record<string, string> = {};
  for (const [name, value] of pairs.filter(isShown)) {
    if (Object.hasOwn(shown, name)) throw new LinkError({ kind: "repeated name", name: unescape(name) });
    shown[name] = unescape(value);
  }
  const link = pairs.filter((pair) => !isShown(pair)).map(([name, value]) => `${name}=${value}`);
  return { id, shown, experiment: readLink(link.join("&")) };
}

function isShown([name]: readonly [name: string, value: string]): boolean {
  return name.includes(".") && PARTS.has(partOf(name));
}

/** The view with what an address says about it; other views stay as they are. */
export function withAddressed(before: View, { id, shown }: View): View {
  const others = Object.entries(before.shown).filter(([name]) => !isOf(id, name));
  return { id, shown: { ...Object.fromEntries(others), ...shown } };
}

/** Some of what is shown, changed; null leaves it to the usual. */
export function withShown(before: View, changes: Readonly<Record<string, string | null>>): View {
  const after = Object.entries({ ...before.shown, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return { ...before, shown: Object.fromEntries(after) };
}
