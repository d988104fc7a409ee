// Names recipes by what differs between them, in the paper's words. What they share is left out, except for the name that
// the network's family gives it.
import { describeActivation } from "../activations/list.ts";
import { familyOf } from "../networks/families.ts";
import { branchOf, isRecord, tagOf, type Field, type Fields } from "../settings/field.ts";
import { valueWords } from "../settings/words.ts";
import { canonicalJson } from "./hash.ts";
import type { NetworkRecipe, OptimizerRecipe, Recipe, ScheduleRecipe } from "./schema.ts";
import { optimizerField, RECIPE, scheduleField } from "./settings.ts";

/**
 * "16 segments, ReLU", and anything else that the recipes do not share; repeats of one recipe are numbered. `nameOf` names
 * a network otherwise.
 */
export function differences(
  recipes: readonly Recipe[],
  nameOf: (network: NetworkRecipe) => string = networkName,
): readonly string[] {
  const spoken = recipes.map(spokenOf);
  const telling = tellingPlaces(spoken.map(({ parts }) => parts));
  const seen = new Map<string, number>();
  return spoken.map(({ network, parts, identity }) => {
    const time = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, time);
    const words = [nameOf(network), ...telling.flatMap(({ part, place }) => parts[part]?.words.get(place) ?? [])];
    return (time > 1 ? [...words, `run ${time}`] : words).join(", ");
  });
}

/**
 * What a recipe says otherwise than one of the others, in words; what a network's name says already, and what the others
 * have no place for, is left out.
 */
export function differingFrom(recipe: Recipe, ...others: readonly Recipe[]): readonly string[] {
  const all = [recipe, ...others].map((each) => spokenOf(each).parts);
  return tellingPlaces(all).flatMap(({ part, place }) => all[0]?.[part]?.words.get(place) ?? []);
}

/** A recipe in words: its parts stand in the order in which they are read. */
interface Spoken {
  readonly network: NetworkRecipe;
  readonly parts: readonly Part[];
  readonly identity: string;
}

/** The network, the data set, the training, the seed, …: the words of each place in it that has any. */
interface Part {
  readonly words: ReadonlyMap<string, string>;
  readonly identity: string;
}

const spokenBefore = new WeakMap<Recipe, Spoken>();
// Of thousands of runs most share their network, data set and training, and differ in the seed.
const partsBefore = new WeakMap<object, Part>();

function spokenOf(recipe: Recipe): Spoken {
  const known = spokenBefore.get(recipe);
  if (known) return known;
  const values: Readonly<Record<string, unknown>> = { ...recipe };
  const parts = Object.entries(RECIPE.fields).map(([key, field]) => partOf(field, values[key], key));
  const identity = parts.map((part) => part.identity).join();
  const spoken = { network: recipe.network, parts, identity };
  spokenBefore.set(recipe, spoken);
  return spoken;
}

function partOf(field: Field, value: unknown, key: string): Part {
  const known = isRecord(value) ? partsBefore.get(value) : undefined;
  if (known) return known;
  const words = new Map<string, string>();
  speak(field, value, key, words);
  const part = { words, identity: canonicalJson(value) };
  if (isRecord(value)) partsBefore.set(value, part);
  return part;
}

/** "16 segments, ReLU". */
export function networkName(network: NetworkRecipe): string {
  const { name, compared } = familyOf(network);
  return compared ? `${name(network)}, ${describeActivation(compared.activationOf(network)).words}` : name(network);
}

/** The words of all of a network's options: "1×1 first", "width 48", … */
export function networkWords(network: NetworkRecipe): readonly string[] {
  const words = new Map<string, string>();
  speak(RECIPE.fields.network, network, "", words);
  return [...words.values()];
}

function speak(field: Field, value: unknown, place: string, words: Map<string, string>): void {
  switch (field.kind) {
    case "group":
      return speakAll(field.fields, value, place, words);
    case "variant": {
      // The network's name already says which family it is of.
      if (field !== RECIPE.fields.network) say(words, place, valueWords(field, value));
      // A variant with words of its own needs no others.
      if (field.words) return;
      // Two branches may have settings of the same name that mean different things.
      return speakAll(branchOf(field, value)?.fields ?? {}, value, `${place}(${tagOf(field, value)})`, words);
    }
    default:
      return say(words, place, valueWords(field, value));
  }
}

function speakAll(fields: Fields, value: unknown, place: string, words: Map<string, string>): void {
  for (const [key, field] of Object.entries(fields)) {
    speak(field, isRecord(value) ? value[key] : undefined, `${place}.${key}`, words);
  }
}

function say(words: Map<string, string>, place: string, text: string): void {
  if (text !== "") words.set(place, text);
}

/** The places of which the recipes say different things, and the parts that they stand in. */
function tellingPlaces(recipes: readonly (readonly Part[])[]): readonly { part: number; place: string }[] {
  const first = new Map<string, { part: number; text: string }>();
  const telling = new Set<string>();
  const heard = new Set<Part>();
  for (const parts of recipes) {
    for (const [part, own] of parts.entries()) {
      if (heard.has(own)) continue;
      heard.add(own);
      for (const [place, text] of own.words) {
        const before = first.get(place);
        if (!before) first.set(place, { part, text });
        else if (before.text !== text) telling.add(place);
      }
    }
  }
  return [...first].flatMap(([place, { part }]) => (telling.has(place) ? [{ part, place }] : []));
}

export function optimizerWords(optimizer: OptimizerRecipe): string {
  return optimizerField.words?.(optimizer) ?? "";
}

export function scheduleWords(schedule: ScheduleRecipe): string {
  return scheduleField.words?.(schedule) ?? "";
}
