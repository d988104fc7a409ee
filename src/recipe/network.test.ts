// From a recipe to its network: the default one's cost, computed by hand, and one built for each data set.
import { expect, test } from "vitest";
import { graphCost } from "../graph/cost.ts";
import { inferShapes } from "../graph/shapes.ts";
import { DATASETS } from "../data/descriptions.ts";
import { graphOf } from "./network.ts";
import { parseRecipe } from "./parse.ts";
import { defaultRecipe } from "./schema.ts";

test("the default recipe's network costs what its layers cost by hand", () => {
  const stem = 9 * 3 * 48;
  const module = 48 * 48 + (9 * 48 * 48) / 16;
  const { parameters, trainableParameters, multiplyAdds } = graphCost(graphOf(defaultRecipe));
  expect(multiplyAdds).toBe(stem * 16 * 16 + 2 * module * 16 * 16 + 2 * module * 8 * 8 + 48 * 10);
  expect(parameters).toBe(stem + 4 * module + 5 * 4 * 48 + 48 * 10 + 10);
  expect(trainableParameters).toBe(parameters - 5 * 2 * 48);
  expect([parameters, multiplyAdds]).toEqual([17_146, 2_636_256]);
});

test("every allowed shape of network can be: the deepest, the smallest, each kernel at every depth", () => {
  for (const kernel of [1, 3, 5, 7]) {
    const shapes = inferShapes(graphOf(parseRecipe({ network: { stages: [1, 1, 1, 8], module: { kernel } } })));
    expect(shapes.get("stage4/module8/add")).toEqual([2, 2, 48]);
  }
  expect(
    inferShapes(graphOf(parseRecipe({ network: { width: 1, stages: [1], module: { segments: 1 } } }))).get(
      "head/dense",
    ),
  ).toEqual([10]);
});

test("the network is built for its data set's pictures and classes", () => {
  for (const [id, { imageShape, classNames }] of Object.entries(DATASETS)) {
    const shapes = inferShapes(graphOf(parseRecipe({ dataset: { id } })));
    expect(shapes.get("input")).toEqual(imageShape);
    expect(shapes.get("head/dense")).toEqual([classNames.length]);
  }
});
