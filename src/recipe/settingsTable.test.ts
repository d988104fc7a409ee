import { expect, test } from "vitest";
import { parseRecipe } from "./parse.ts";
import { settingsHelp, settingsMarkdown, settingsRows } from "./settingsTable.ts";

// Written anew by `npx vitest run src/recipe/settingsTable.test.ts --update`.
test("docs/settings.md tells every setting as its description does", async () => {
  const page = [
    "# Every setting",
    "",
    "What a recipe can ask for, as `src/recipe/settings.ts` and the families of networks describe it. This page is made",
    "from those descriptions, and so are the page's controls, the names in links and the command line's help.",
    "",
    settingsMarkdown(),
    "",
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../../docs/settings.md");
});

test("each default stands where the row says, and is allowed there", () => {
  for (const { path, onlyIf, default: usual } of settingsRows()) {
    const condition = /^(.*) is (.*)$/.exec(onlyIf ?? "");
    const tag = condition ? nest(condition[1] ?? "", condition[2]) : {};
    const recipe: unknown = parseRecipe(tag);
    const value = path.split(".").reduce<unknown>((at, key) => Reflect.get(Object(at), key), recipe);
    expect(JSON.stringify(value), path).toBe(usual);
  }
});

test("the help names every setting, where it stands and what is allowed", () => {
  expect(settingsHelp()).toContain(
    "  training.optimizer.momentum (only if training.optimizer.method is sgd)\n" +
      "      a number from 0 to 0.999; default 0.9",
  );
  for (const { path } of settingsRows()) expect(settingsHelp()).toContain(`  ${path}`);
});

function nest(path: string, value: unknown): object {
  return path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
}
