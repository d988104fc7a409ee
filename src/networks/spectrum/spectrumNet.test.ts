// The spectrum network: both ends are exactly the known convolutions, and every option changes only what it says.
import { describe, expect, test } from "vitest";
import { graphCost } from "../../graph/cost.ts";
import { activationNames, type Activation } from "../../activations/list.ts";
import type { Graph, Shape } from "../../graph/node.ts";
import { parameterSpecs } from "../../graph/parameters.ts";
import { format, inferShapes } from "../../graph/shapes.ts";
import type { ModuleOptions, ModuleOrder } from "./spectrumModule.ts";
import { spectrumNet, type ActivationPlace, type SpectrumNetOptions } from "./spectrumNet.ts";

const module: ModuleOptions = {
  segments: 16,
  kernel: 3,
  order: "pointwise-first",
  intermediateActivation: "none",
  intermediateBatchNorm: false,
};

const defaults: SpectrumNetOptions = {
  inputShape: [32, 32, 3],
  classes: 10,
  width: 48,
  stem: 3,
  stages: [2, 2],
  module,
  activation: "relu",
  activationPlace: "after-add",
  residual: true,
  dropout: 0,
};

function net(options: Partial<SpectrumNetOptions> = {}, moduleOptions: Partial<ModuleOptions> = {}): Graph {
  return spectrumNet({ ...defaults, ...options, module: { ...module, ...moduleOptions } });
}

const node = (graph: Graph, name: string) => graph.nodes.find((candidate) => candidate.name === name);

/** One line per node: name, layer and inputs. */
const lines = (graph: Graph): readonly string[] =>
  graph.nodes.map(({ name, layer, inputs }) => `${name} ${JSON.stringify(layer)} ← ${inputs.join(", ")}`);

/** Names of the nodes between a module's input and what the next module reads. */
const moduleNodes = (graph: Graph): readonly string[] =>
  graph.nodes
    .map(({ name }) => name)
    .filter((name) => name.startsWith("stage1/module1/"))
    .map((name) => name.slice("stage1/module1/".length));

test("the default network, node by node", () => {
  const shapes = inferShapes(net());
  expect([...shapes].map(([name, shape]) => `${name} ${format(shape)}`)).toEqual([
    "input 32×32×3",
    "stem/convolution 16×16×48",
    "stem/norm 16×16×48",
    "stem/activation 16×16×48",
    ...["stage1/module1", "stage1/module2"].flatMap((name) =>
      ["pointwise", "spatial", "norm", "add", "activation"].map((part) => `${name}/${part} 16×16×48`),
    ),
    "stage2/pool 8×8×48",
    ...["stage2/module1", "stage2/module2"].flatMap((name) =>
      ["pointwise", "spatial", "norm", "add", "activation"].map((part) => `${name}/${part} 8×8×48`),
    ),
    "head/pool 48",
    "head/dense 10",
  ]);
});

describe.each(["pointwise-first", "spatial-first"] as const)("%s", (order: ModuleOrder) => {
  test.each([24, 48, 64, 96])(
    "width %i: every stop of the slider is a network, and its parameters follow the formula",
    (width) => {
      for (let segments = 1; segments <= width; segments++) {
        if (width % segments !== 0) continue;
        const { nodes, parameters } = graphCost(net({ width }, { segments, order }));
        const own = nodes.filter(({ name, kind }) => name.startsWith("stage1/module1/") && kind === "convolution");
        expect(own.reduce((sum, { parameters: count }) => sum + count, 0)).toBe(
          width * width + (9 * width * width) / segments,
        );
        const perModule = width * width + (9 * width * width) / segments + 4 * width;
        expect(parameters).toBe(27 * width + 4 * width + 4 * perModule + 10 * width + 10);
      }
    },
  );

  test("one segment is a regular convolution and as many as channels a depthwise one", () => {
    const regular = parameterSpecs(net({}, { segments: 1, order })).find(
      ({ node: owner }) => owner === "stage1/module1/spatial",
    );
    expect(regular).toMatchObject({ shape: [3, 3, 48, 48], fanIn: 432, depthwise: false });
    const depthwise = parameterSpecs(net({}, { segments: 48, order })).find(
      ({ node: owner }) => owner === "stage1/module1/spatial",
    );
    expect(depthwise).toMatchObject({ shape: [3, 3, 1, 48], fanIn: 9, depthwise: true });
  });
});

test("the orders swap the two convolutions and keep what is between them", () => {
  const between = { intermediateActivation: "elu", intermediateBatchNorm: true } as const;
  expect(moduleNodes(net({}, { ...between, order: "pointwise-first" }))).toEqual([
    "pointwise",
    "intermediateNorm",
    "intermediateActivation",
    "spatial",
    "norm",
    "add",
    "activation",
  ]);
  expect(moduleNodes(net({}, { ...between, order: "spatial-first" }))).toEqual([
    "spatial",
    "intermediateNorm",
    "intermediateActivation",
    "pointwise",
    "norm",
    "add",
    "activation",
  ]);
  expect(node(net({}, between), "stage1/module1/intermediateActivation")?.layer).toEqual({
    kind: "activation",
    activation: "elu",
  });
  expect(graphCost(net({}, { order: "spatial-first" })).parameters).toBe(graphCost(net()).parameters);
});

test("arms with and without the intermediate activation have the same parameters, so that paired seeds share every first weight", () => {
  for (const order of ["pointwise-first", "spatial-first"] as const) {
    const none = parameterSpecs(net({}, { order, intermediateActivation: "none" }));
    for (const intermediateActivation of activationNames)
      expect(parameterSpecs(net({}, { order, intermediateActivation }))).toEqual(none);
  }
});

test("points of the spectrum share every parameter but the spatial filters", () => {
  const others = (segments: number) =>
    parameterSpecs(net({}, { segments })).filter(({ name }) => !name.endsWith("/spatial/filter"));
  expect(others(1)).toEqual(others(48));
  expect(others(3)).toEqual(others(48));
});

test.each<[ActivationPlace, boolean, readonly string[]]>([
  ["before-module", true, ["activation", "pointwise", "spatial", "norm", "add"]],
  ["before-add", true, ["pointwise", "spatial", "norm", "activation", "add"]],
  ["after-add", true, ["pointwise", "spatial", "norm", "add", "activation"]],
  ["before-module", false, ["activation", "pointwise", "spatial", "norm"]],
  ["before-add", false, ["pointwise", "spatial", "norm", "activation"]],
  ["after-add", false, ["pointwise", "spatial", "norm", "activation"]],
])("activation %s, residual %s: the module is %j", (activationPlace, residual, parts) => {
  expect(moduleNodes(net({ activationPlace, residual }))).toEqual(parts);
});

test("the residual adds the module's own input, which no activation has touched", () => {
  expect(node(net(), "stage1/module2/add")?.inputs).toEqual(["stage1/module2/norm", "stage1/module1/activation"]);
  const before = net({ activationPlace: "before-module" });
  expect(node(before, "stage1/module1/add")?.inputs).toEqual(["stage1/module1/norm", "stem/norm"]);
  expect(node(before, "stage2/module1/add")?.inputs).toEqual(["stage2/module1/norm", "stage2/pool"]);
  expect(node(before, "head/pool")?.inputs).toEqual(["head/activation"]);
});

test("every place of the activation leaves one after the stem, one per module, and the same parameters", () => {
  const places = ["before-module", "before-add", "after-add"] as const;
  const activations = (graph: Graph) => graph.nodes.filter(({ layer }) => layer.kind === "activation").length;
  expect(places.map((activationPlace) => activations(net({ activationPlace })))).toEqual([5, 5, 5]);
  for (const activationPlace of places) expect(parameterSpecs(net({ activationPlace }))).toEqual(parameterSpecs(net()));
});

test.each<[string, Graph, readonly RegExp[]]>([
  ["intermediate activation", net({}, { intermediateActivation: "relu" }), [/\/intermediateActivation /, /\/spatial /]],
  ["intermediate batch norm", net({}, { intermediateBatchNorm: true }), [/\/intermediateNorm /, /\/spatial /]],
  ["segments", net({}, { segments: 12 }), [/\/spatial /]],
  ["kernel", net({}, { kernel: 5 }), [/\/spatial /]],
  ["activation", net({ activation: "elu" }), [/\/activation /]],
  ["residual", net({ residual: false }), [/\/add /, /\/activation /]],
  ["dropout", net({ dropout: 0.5 }), [/^head\/dropout /, /^head\/dense /]],
  ["stem", net({ stem: 1 }), [/^stem\//]],
  ["classes", net({ classes: 7 }), [/^head\/dense /]],
])("the option %s changes only the nodes that it is about", (_, changed, about) => {
  const [before, after] = [lines(net()), lines(changed)];
  const different = [
    ...before.filter((line) => !after.includes(line)),
    ...after.filter((line) => !before.includes(line)),
  ];
  expect(different.filter((line) => !about.some((pattern) => pattern.test(line)))).toEqual([]);
  for (const pattern of about) expect(different.some((line) => pattern.test(line))).toBe(true);
});

test("dropout stands before the dense layer at its own rate, and not at all at 0", () => {
  expect(node(net({ dropout: 0.3 }), "head/dropout")).toEqual({
    name: "head/dropout",
    layer: { kind: "dropout", rate: 0.3 },
    inputs: ["head/pool"],
  });
  expect(node(net(), "head/dropout")).toBeUndefined();
});

test("a 1×1 stem mixes colours alone and pools each channel by itself; all behind it has the shapes of the 3×3 stem", () => {
  const graph = net({ stem: 1 });
  expect(node(graph, "stem/convolution")?.layer).toMatchObject({ kernel: [1, 1], strides: [1, 1], filters: 48 });
  expect(node(graph, "stem/norm")?.inputs).toEqual(["stem/pool"]);
  const behind = (shapes: ReadonlyMap<string, Shape>) => [...shapes].slice([...shapes.keys()].indexOf("stem/norm"));
  expect(behind(inferShapes(graph))).toEqual(behind(inferShapes(net())));
});

test("without activations there is none in the whole network", () => {
  const kinds = new Set(net({ activation: "none" satisfies Activation }).nodes.map(({ layer }) => layer.kind));
  expect(kinds.has("activation")).toBe(false);
});

test("stages: as many modules as asked for, a halving between two of them", () => {
  const graph = net({ stages: [1, 3, 2] });
  const count = (prefix: string) =>
    graph.nodes.filter(({ name }) => name.startsWith(prefix) && name.endsWith("/pointwise")).length;
  expect([count("stage1/"), count("stage2/"), count("stage3/")]).toEqual([1, 3, 2]);
  const shapes = inferShapes(graph);
  expect(
    ["stage1/module1/norm", "stage2/module3/norm", "stage3/module2/norm"].map((name) => shapes.get(name)?.[0]),
  ).toEqual([16, 8, 4]);
});

test("what does not fit together is refused with the node and both numbers", () => {
  expect(() => inferShapes(net({ width: 48 }, { segments: 5 }))).toThrow(
    "stage1/module1/spatial: 48 input channels cannot be cut into 5 equal segments",
  );
  expect(() => net({ stages: [1, 1, 1, 1, 1] })).toThrow(
    "stage5: 5 stages are too many for an image of 32×32: each halves it, and it has room for 4",
  );
  expect(() => net({ stages: [1, 1, 1, 1] })).not.toThrow();
  expect(() => net({ inputShape: [32, 5, 3], stages: [1, 1, 1] })).toThrow(
    "stage3: 3 stages are too many for an image of 32×5: each halves it, and it has room for 2",
  );
});
