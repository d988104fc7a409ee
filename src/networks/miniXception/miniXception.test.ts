// mini-Xception: its structure, and the effect of its options. Its counts are tested in knownNetworks.test.ts.
import { describe, expect, test } from "vitest";
import { graphCost } from "../../graph/cost.ts";
import { GraphError } from "../../graph/node.ts";
import { differences } from "../../recipe/differences.ts";
import { armsOf, experimentOf, makeExperiment } from "../../recipe/experiment.ts";
import { graphOf } from "../../recipe/network.ts";
import { parseRecipe } from "../../recipe/parse.ts";
import { familyOf } from "../families.ts";

const recipe = (options: object = {}) => parseRecipe({ network: { family: "miniXception", ...options } });
const nodes = (options: object = {}) => graphCost(graphOf(recipe(options))).nodes;

test("on the lab's images it halves 28×28 once per module and doubles the channels", () => {
  const added = nodes().filter(({ kind }) => kind === "add");
  expect(added.map(({ shape }) => shape)).toEqual([
    [14, 14, 16],
    [7, 7, 32],
    [4, 4, 64],
    [2, 2, 128],
  ]);
  expect(nodes().at(-1)?.shape).toEqual([10]);
});

test("every spatial convolution of its modules is depthwise: nine weights per channel", () => {
  const depthwise = nodes({ filters: 4, modules: 2 }).filter(({ name }) => name.endsWith("/depthwise"));
  expect(depthwise.map(({ parameters }) => parameters / 9)).toEqual([4, 8, 8, 16]);
});

test("the intermediate activation stands between each depthwise convolution and its 1×1, where it is asked for", () => {
  expect(nodes().filter(({ name }) => name.endsWith("/intermediate"))).toEqual([]);
  const graph = graphOf(recipe({ intermediateActivation: "elu", modules: 1 }));
  const between = graph.nodes.filter(({ name }) => name.endsWith("/intermediate"));
  expect(between.map(({ inputs }) => inputs)).toEqual([["module1/first/depthwise"], ["module1/second/depthwise"]]);
  expect(graph.nodes.find(({ name }) => name === "module1/first/pointwise")?.inputs).toEqual([
    "module1/first/intermediate",
  ]);
});

test("images that are too small are refused by the node that they do not fit", () => {
  const { network } = recipe();
  expect(() => familyOf(network).graph(network, { imageShape: [4, 4, 3], classes: 2 })).toThrow(GraphError);
});

describe("as an experiment", () => {
  test("its arms differ in the intermediate activation, and are named by that", () => {
    const arms = armsOf(makeExperiment(recipe(), ["none", "relu"]));
    expect(differences(arms)).toEqual(["mini-Xception, none", "mini-Xception, ReLU"]);
  });

  test("beside a network of the spectrum each goes by its own name", () => {
    const [own] = armsOf(experimentOf(recipe({ filters: 4 })));
    if (!own) throw new Error("no arm");
    expect(differences([own, parseRecipe({})])).toEqual(["mini-Xception, none", "16 segments, none"]);
    expect(differences([own, recipe()])).toEqual(["mini-Xception, none, 4 filters", "mini-Xception, none, 8 filters"]);
  });

  test("its picture's blocks are its graph's: no node is left out", () => {
    const plan = familyOf(recipe().network).plan(recipe().network);
    if (plan.kind !== "blocks") throw new Error("another picture");
    const drawn = plan.blocks.flatMap(({ prefix }) => nodes().filter(({ name }) => name.startsWith(`${prefix}/`)));
    expect(drawn).toEqual(nodes().filter(({ name }) => name !== "input"));
  });
});
