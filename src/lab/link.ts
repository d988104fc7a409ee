// The link: an experiment as the part of an address after "#". Has only what differs from the defaults, each setting
// under the link name of its description.
import { activationNames, type Activation } from "../activations/list.ts";
import {
  defaultExperiment,
  makeExperiment,
  MOST_PINNED,
  type Experiment,
  type PinnedArm,
} from "../recipe/experiment.ts";
import { parseRecipe, RecipeError } from "../recipe/parse.ts";
import { defaultRecipe, type Recipe } from "../recipe/schema.ts";
import { RECIPE, RECIPE_VERSION } from "../recipe/settings.ts";
import { group } from "../settings/field.ts";
import { allLeaves, leavesOf, nested, type Leaf } from "../settings/leaves.ts";
import { valueAt, type Path } from "../settings/problem.ts";
import { LinkError, readValue, unescape, writeValue } from "./linkFields.ts";

export const LINK_VERSION = 2;

/** The recipe's version when links of each version were written: what they do not say has its default of that time. */
const RECIPE_VERSIONS: Readonly<Record<string, number>> = { 1: 2, [LINK_VERSION]: RECIPE_VERSION };

/** The longest link that is read. One of the most arms with long names and many settings is shorter. */
export const MOST_CHARACTERS = 50_000;

/** The parts of a recipe in a link; the link has a version of its own. */
const { version: _, ...SAID } = RECIPE.fields;
const IN_LINK = group(SAID);
/** The parts of an arm: its network. */
const IN_ARM = group({ network: SAID.network });
/** The activations of the arms at the current point are listed once; a pinned arm has its own. */
const ACTIVATIONS_NAME = "between";
/** The only name that a link may have several times. */
const ARM_NAME = "arm";
/** In an arm: what a person calls it. */
const CALLED = "name";

const linksBefore = new WeakMap<Experiment, string>();

/** Without the "#"; empty for the default experiment. Written once, since all links of the page to its views have it. */
export function writeLink(experiment: Experiment): string {
  const known = linksBefore.get(experiment);
  if (known !== undefined) return known;
  const link = written(experiment);
  linksBefore.set(experiment, link);
  return link;
}

function written({ recipe, intermediateActivations, pinned }: Experiment): string {
  const pairs = said(leavesOf(IN_LINK, recipe), recipe)
    .filter(([name]) => name !== ACTIVATIONS_NAME)
    .map(([name, value]) => `${name}=${value}`);
  if (intermediateActivations.join() !== defaultExperiment.intermediateActivations.join()) {
    pairs.push(`${ACTIVATIONS_NAME}=${intermediateActivations.join(",")}`);
  }
  for (const arm of pinned) pairs.push(`${ARM_NAME}=${armText(arm)}`);
  return pairs.length === 0 ? "" : [`v=${LINK_VERSION}`, ...pairs].join("&");
}

/** Reads what `writeLink` has written, with or without "#". Throws LinkError; what is too large is not read first. */
export function readLink(link: string): Experiment {
  if (link.length > MOST_CHARACTERS)
    throw new LinkError({ kind: "too long", length: link.length, most: MOST_CHARACTERS });
  const pairs = splitPairs(link.replace(/^#/, ""));
  const version = pairs.find(([name]) => name === "v")?.[1] ?? String(LINK_VERSION);
  const recipeVersion = Object.hasOwn(RECIPE_VERSIONS, version) ? RECIPE_VERSIONS[version] : undefined;
  if (recipeVersion === undefined) throw new LinkError({ kind: "version", version, newest: LINK_VERSION });
  const arms = pairs.filter(([name]) => name === ARM_NAME);
  if (arms.length > MOST_PINNED) throw new LinkError({ kind: "too many arms", count: arms.length, most: MOST_PINNED });
  refuseRepeated(pairs.filter(([name]) => name !== ARM_NAME));
  let activations: readonly Activation[] = defaultExperiment.intermediateActivations;
  const pinned: PinnedArm[] = [];
  const fields: [string, string][] = [];
  for (const [name, text] of pairs) {
    if (name === "v") continue;
    else if (name === ACTIVATIONS_NAME) activations = readActivations(text);
    else if (name === ARM_NAME) pinned.push(readArm(text));
    else fields.push([name, text]);
  }
  return makeExperiment(recipeOf(IN_LINK, fields, recipeVersion), activations, pinned);
}

/** The leaves whose values differ from the defaults, given the variants' tags. */
function said(leaves: readonly Leaf[], recipe: Recipe): readonly (readonly [name: string, value: string])[] {
  const tags = leaves.flatMap(({ path, field }) =>
    field.kind === "variant" ? [[path, valueAt(recipe, path)] as const] : [],
  );
  const usual = parseRecipe(nested(tags));
  return leaves.flatMap(({ path, field, link }) => {
    const value = writeValue(valueAt(recipe, path));
    // A reader begins with the default tags.
    const filledIn = valueAt(field.kind === "variant" ? defaultRecipe : usual, path);
    return value === writeValue(filledIn) ? [] : [[link, value] as const];
  });
}

/** An arm in a link: "segments:16,between:relu", with only what differs from the defaults. */
export function armText({ network, name }: PinnedArm): string {
  const recipe = { ...defaultRecipe, network };
  const called = name === null ? [] : [[CALLED, writeValue(name)] as const];
  return [...called, ...said(leavesOf(IN_ARM, recipe), recipe)].map(([key, value]) => `${key}:${value}`).join(",");
}

/** Reads what `armText` has written. Throws LinkError. */
export function readArm(text: string): PinnedArm {
  const pairs = text
    .split(",")
    .filter((piece) => piece !== "")
    .map((piece) => splitAt(piece, ":"));
  refuseRepeated(pairs);
  const called = pairs.find(([key]) => key === CALLED)?.[1];
  const { network } = recipeOf(
    IN_ARM,
    pairs.filter(([key]) => key !== CALLED),
  );
  return { network, name: called === undefined ? null : unescape(called) };
}

function readActivations(text: string): readonly Activation[] {
  return text.split(",").map((word) => {
    const found = activationNames.find((activation) => activation === word);
    if (found) return found;
    throw new LinkError({ kind: "value", name: ACTIVATIONS_NAME, text: word, allowed: activationNames });
  });
}

/** The recipe of these names and texts. Tags come first, because they decide what other names mean. */
function recipeOf(
  field: typeof IN_LINK | typeof IN_ARM,
  pairs: readonly (readonly [string, string])[],
  version = RECIPE_VERSION,
): Recipe {
  const leaves = allLeaves(field);
  const ofTags = leaves.filter((leaf) => leaf.field.kind === "variant");
  const tags = pairs.flatMap(([name, text]) => valueOf(ofTags, name, text) ?? []);
  // Settings of the branches that the tags choose, then those of all others, which the schema refuses.
  const known = [...leavesOf(field, parsed(nested(tags))), ...leaves];
  const said = nested(
    pairs.map(([name, text]) => {
      const value = valueOf(known, name, text)?.[0];
      if (!value) throw new LinkError({ kind: "unknown name", name: unescape(name) });
      return value;
    }),
  );
  return parsed({ ...said, version });
}

/** The value of a link's pair at its path; a list of one, or undefined where the name is unknown. */
function valueOf(
  leaves: readonly Leaf[],
  name: string,
  text: string,
): readonly [readonly [path: Path, value: unknown]] | undefined {
  const leaf = leaves.find(({ link }) => link === name);
  return leaf && [[leaf.path, readValue(name, leaf.field, unescape(text))]];
}

function parsed(input: object): Recipe {
  try {
    return parseRecipe(input);
  } catch (error) {
    if (error instanceof RecipeError) throw new LinkError({ kind: "recipe", fault: error.fault });
    throw error;
  }
}

/** The last of two values would be taken without a word. */
function refuseRepeated(pairs: readonly (readonly [name: string, text: string])[]): void {
  const seen = new Set<string>();
  for (const [name] of pairs) {
    if (seen.has(name)) throw new LinkError({ kind: "repeated name", name: unescape(name) });
    seen.add(name);
  }
}

/** "a=1&b=2" as names with their texts. */
export function splitPairs(text: string): readonly (readonly [name: string, text: string])[] {
  return text
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => splitAt(pair, "="));
}

export function splitAt(text: string, mark: string): readonly [string, string] {
  const index = text.indexOf(mark);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}
