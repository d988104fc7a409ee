// ResNeXt's modules: the published parameters, their place on the spectrum, and the effect of the options.
import { expect, test } from "vitest";
import { graphCost } from "../../graph/cost.ts";
import { graphOf } from "../../recipe/network.ts";
import { RecipeError, parseRecipe } from "../../recipe/parse.ts";
import { familyOf } from "../families.ts";
import { resnext } from "./resnext.ts";

const options = (change: object = {}) => parseRecipe({ network: { family: "resnext", ...change } }).network;
const nodes = (change: object = {}) =>
  graphCost(graphOf(parseRecipe({ network: { family: "resnext", ...change } }))).nodes;

// Table 2 of the ResNeXt paper rounds these to 70,000.
test.each([
  [1, 64, 69_632],
  [2, 80, 69_760],
  [4, 96, 69_888],
  [8, 112, 71_456],
  [32, 128, 70_144],
])(
  "a module of %i segments with a bottleneck of %i in a trunk of 256 has %i weights",
  (segments, bottleneck, weights) => {
    const convolutions = nodes({ width: 256, bottleneck, segments, stages: [1] }).filter(
      ({ name, kind }) => name.startsWith("stage1/") && kind === "convolution",
    );
    expect(convolutions.map(({ name }) => name.split("/").at(-1))).toEqual(["reduce", "spatial", "expand"]);
    expect(convolutions.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(weights);
  },
);

test("every convolution has its batch norm, and the intermediate activation comes behind the 3×3's", () => {
  const graph = graphOf(parseRecipe({ network: { family: "resnext", stages: [1], intermediateActivation: "elu" } }));
  const input = (name: string) => graph.nodes.find((node) => node.name === `stage1/module1/${name}`)?.inputs;
  expect(input("intermediateActivation")).toEqual(["stage1/module1/spatialNorm"]);
  expect(input("expand")).toEqual(["stage1/module1/intermediateActivation"]);
  expect(input("add")).toEqual(["stage1/module1/norm", "stem/activation"]);
});

test("segments must divide the bottleneck, and follow it", () => {
  expect(() => options({ bottleneck: 30, segments: 4 })).toThrow(RecipeError);
  const before = options({ bottleneck: 32, segments: 8 });
  if (before.family !== "resnext") throw new Error("another family");
  expect(resnext.settle({ ...before, bottleneck: 36 }, before)).toMatchObject({ bottleneck: 36, segments: 9 });
});

test("its sizes keep its place: other bottlenecks in the same trunk", () => {
  const own = options({ width: 48, bottleneck: 32, segments: 8 });
  if (own.family !== "resnext") throw new Error("another family");
  const sizes = resnext.sizes(own);
  expect(sizes.slice(0, 3)).toMatchObject([
    { width: 48, bottleneck: 4, segments: 1 },
    { width: 48, bottleneck: 8, segments: 2 },
    { width: 48, bottleneck: 12, segments: 3 },
  ]);
  expect(sizes.at(-1)).toMatchObject({ bottleneck: 256, segments: 64 });
});

test("its picture's blocks are its graph's: no node is left out", () => {
  const network = options();
  const plan = familyOf(network).plan(network);
  if (plan.kind !== "blocks") throw new Error("another picture");
  const drawn = plan.blocks.flatMap(({ prefix }) => nodes().filter(({ name }) => name.startsWith(`${prefix}/`)));
  expect(drawn).toEqual(nodes().filter(({ name }) => name !== "input"));
});
