import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { armsOf, defaultExperiment, experimentOf, makeExperiment, MOST_PINNED, pinnedWithHere } from "./experiment.ts";
import { parseExperimentText, writeExperiment } from "./experimentFile.ts";
import { parseRecipe, RecipeError } from "./parse.ts";
import { defaultRecipe } from "./schema.ts";
import version1 from "./versions/version1.json" with { type: "json" };

/** Two points, of which one is kept, with three activations: five arms. */
const several = makeExperiment(
  parseRecipe({ network: { width: 24, module: { segments: 3 } }, training: { epochs: 2 }, seed: 7 }),
  ["none", "relu", "elu"],
  pinnedWithHere(makeExperiment(parseRecipe({ network: { module: { segments: 1 } } }), ["none", "elu"])),
);

const messageOf = (input: unknown): string => {
  try {
    parseExperimentText(JSON.stringify(input));
    return "";
  } catch (error) {
    if (error instanceof RecipeError) return error.message;
    throw error;
  }
};

describe("an experiment as a file", () => {
  test("is read as it was written, with every arm", () => {
    expect(parseExperimentText(writeExperiment(several))).toEqual(several);
    expect(armsOf(parseExperimentText(writeExperiment(several)))).toHaveLength(5);
    expect(parseExperimentText(writeExperiment(defaultExperiment))).toEqual(defaultExperiment);
  });

  test("may leave out what has its default; the shape is held by this test", () => {
    expect(parseExperimentText('{"experiment": 1, "recipe": {}}')).toEqual(defaultExperiment);
    const { network } = defaultRecipe;
    const named = { network, name: "Regular" };
    const rest = { recipe: { seed: 3 }, intermediateActivations: ["relu"] };
    const read = (file: object) => parseExperimentText(JSON.stringify({ ...rest, ...file }));
    expect(read({ experiment: 2, pinned: [named] })).toEqual(
      makeExperiment({ ...defaultRecipe, seed: 3 }, ["relu"], [named]),
    );
    expect(read({ experiment: 2, pinned: [{ network }] }).pinned).toEqual([{ network, name: null }]);
  });

  test("of version 1 has kept arms without names", () => {
    const { network } = defaultRecipe;
    const file = { experiment: 1, recipe: { seed: 3 }, intermediateActivations: ["relu"], pinned: [network] };
    expect(parseExperimentText(JSON.stringify(file))).toEqual(
      makeExperiment({ ...defaultRecipe, seed: 3 }, ["relu"], [{ network, name: null }]),
    );
  });

  test("a recipe alone is an experiment with one arm, of every version", () => {
    expect(parseExperimentText(JSON.stringify(defaultRecipe))).toEqual(experimentOf(defaultRecipe));
    for (const { recipe } of version1.recipes)
      expect(armsOf(parseExperimentText(JSON.stringify(recipe)))).toEqual([parseRecipe(recipe)]);
  });

  test("kept networks have the version of the recipe beside them", () => {
    const [{ recipe } = { recipe: null }] = version1.recipes;
    const read = parseExperimentText(JSON.stringify({ experiment: 1, recipe, pinned: [recipe?.network] }));
    expect(read.pinned).toEqual([{ network: parseRecipe(recipe).network, name: null }]);
  });

  test("what is wrong is named by its place in the file", () => {
    const recipe = defaultRecipe;
    expect(messageOf({ experiment: 1, recipe: { training: { epochs: 0 } } })).toBe(
      "recipe.training.epochs is 0: allowed is a whole number from 1 to 1000.",
    );
    expect(messageOf({ experiment: 1 })).toMatch(/^recipe is missing: allowed is an object/);
    expect(messageOf({ experiment: 1, recipe, pinned: [{}, { module: { segments: 5 } }] })).toMatch(
      /^pinned\.1\.module\.segments is 5: .*48 channels cannot be cut into 5/,
    );
    expect(messageOf({ experiment: 1, recipe, pinned: [{ family: "mini-xception", filters: -1 }] })).toMatch(
      /^pinned\.0\./,
    );
    expect(messageOf({ experiment: 1, recipe, pinned: {} })).toBe(
      `pinned is {}: allowed is a list of at most ${MOST_PINNED}.`,
    );
    expect(messageOf({ experiment: 1, recipe, pinned: Array(MOST_PINNED + 1).fill({}) })).toMatch(/^pinned is \[.*…:/);
    expect(messageOf({ experiment: 1, recipe, intermediateActivations: ["relu", "tanh"] })).toMatch(
      /^intermediateActivations\.1 is "tanh": allowed is one of "none", "relu"/,
    );
    expect(messageOf({ experiment: 1, recipe, arms: [] })).toMatch(/^arms is \[\]: this version knows no such field/);
    expect(messageOf({ experiment: 2, recipe, pinned: [{ network: { width: 0 } }] })).toMatch(
      /^pinned\.0\.network\.width is 0/,
    );
    expect(messageOf({ experiment: 2, recipe, pinned: [{ network: {}, name: 7 }] })).toBe(
      "pinned.0.name is 7: allowed is a text.",
    );
    expect(messageOf({ experiment: 2, recipe, pinned: [{ network: {} }, { width: 8 }] })).toMatch(
      /^pinned\.1\.width is 8: this version knows no such field; allowed here: network, name/,
    );
    expect(messageOf({ experiment: 2, recipe, pinned: ["?"] })).toMatch(/^pinned\.0 is "\?": allowed is an object/);
    expect(messageOf({ experiment: 3, recipe: "?" })).toMatch(/^experiment is 3: .*newer version.*reads version 2/);
    expect(messageOf({ experiment: "1", recipe })).toBe('experiment is "1": allowed is one of 1, 2.');
  });
});

describe("the command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "experiment-"));
  const file = join(folder, "experiment.json");
  writeFileSync(file, writeExperiment(several));
  afterAll(() => rmSync(folder, { recursive: true }));
  const lab = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "src/cli/main.ts", "--recipe", file, "--describe", ...args], {
      encoding: "utf8",
    });

  test("describes the arm that is named, and refuses several arms with a sentence that says how to name one", () => {
    const { status, stdout } = lab("--arm", "5");
    expect(status).toBe(0);
    expect(stdout).toContain('"parameters"');
    const unnamed = lab();
    expect(unnamed.status).toBe(2);
    expect(unnamed.stderr).toContain(
      "The recipe has 5 arms: say which with --arm N.\n--arm 1: 1 segment, none, width 48",
    );
    const wrong = lab("--arm", "6");
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain('--arm is "6": allowed is a whole number from 1 to 5.');
  });

  test("needs no name for the only arm of a recipe", () => {
    writeFileSync(file, JSON.stringify({ network: { width: 6, module: { segments: 2 } } }));
    expect(lab().status).toBe(0);
  });
});
