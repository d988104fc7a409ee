// Names recipes by what differs between them, in the paper's words. Where they agree they are silent, except for what
// the network's family calls it.
import { describeActivation } from "../activations/list.ts";
import { familyOf } from "../networks/families.ts";
import { branchOf, isRecord, tagOf, type Field, type Fields } from "../settings/field.ts";
import { valueWords } from "../settings/words.ts";
import { canonicalJson } from "./hash.ts";
import type { NetworkRecipe, OptimizerRecipe, Recipe, ScheduleRecipe } from "./schema.ts";
import { optimizerField, RECIPE, scheduleField } from "./settings.ts";

/** "16 segments, ReLU", and whatever else the recipes do not share; repeats of one recipe are numbered. */
export function differences(recipes: readonly Recipe[]): readonly string[] {
  const spoken = recipes.map(spokenOf);
  const telling = tellingPlaces(spoken.map(({ words }) => words));
  const seen = new Map<string, number>();
  return spoken.map(({ name, words, identity }) => {
    const time = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, time);
    const parts = [name, ...telling.flatMap((place) => words.get(place) ?? [])];
    return (time > 1 ? [...parts, `run ${time}`] : parts).join(", ");
  });
}

/** A recipe in words: those of each place that has any, in the order in which they are read. */
interface Spoken {
  readonly name: string;
  readonly words: ReadonlyMap<string, string>;
  readonly identity: string;
}

const spokenBefore = new WeakMap<Recipe, Spoken>();

function spokenOf(recipe: Recipe): Spoken {
  const known = spokenBefore.get(recipe);
  if (known) return known;
  const words = new Map<string, string>();
  speak(RECIPE, recipe, "", words);
  const spoken = { name: networkName(recipe.network), words, identity: canonicalJson(recipe) };
  spokenBefore.set(recipe, spoken);
  return spoken;
}

/** "16 segments, ReLU". */
export function networkName(network: NetworkRecipe): string {
  const { name, compared } = familyOf(network);
  return compared ? `${name(network)}, ${describeActivation(compared.activationOf(network)).words}` : name(network);
}

/** All that a network's options say: "1×1 first", "width 48", … */
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
      // Which family a network is of, its name says.
      if (field !== RECIPE.fields.network) say(words, place, valueWords(field, value));
      // A variant with words of its own has said it all.
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

/** The places of which the recipes say different things. */
function tellingPlaces(spoken: readonly ReadonlyMap<string, string>[]): readonly string[] {
  const first = new Map<string, string>();
  const telling = new Set<string>();
  for (const words of spoken) {
    for (const [place, text] of words) {
      if (!first.has(place)) first.set(place, text);
      else if (first.get(place) !== text) telling.add(place);
    }
  }
  return [...first.keys()].filter((place) => telling.has(place));
}

export function optimizerWords(optimizer: OptimizerRecipe): string {
  return optimizerField.words?.(optimizer) ?? "";
}

export function scheduleWords(schedule: ScheduleRecipe): string {
  return scheduleField.words?.(schedule) ?? "";
}
