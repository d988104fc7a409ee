// Costs computed by hand, from the formulae of grouped convolution, and those of ResNeXt.
import { expect, test } from "vitest";
import { graphBuilder } from "./builder.ts";
import { graphCost, size } from "./cost.ts";
import type { Graph, Layer, LayerOf, Shape } from "./node.ts";
import { parameterSpecs } from "./parameters.ts";

function convolution(filters: number, more: Partial<LayerOf<"convolution">> = {}): Layer {
  return {
    kind: "convolution",
    filters,
    kernel: [3, 3],
    strides: [1, 1],
    padding: "same",
    segments: 1,
    bias: false,
    ...more,
  };
}

const pointwise = (filters: number): Layer => convolution(filters, { kernel: [1, 1] });

const norm = (scale: boolean): Layer => ({ kind: "batchNorm", scale, epsilon: 1e-3, momentum: 0.9 });

function sequence(input: Shape, ...layers: readonly Layer[]): Graph {
  const graph = graphBuilder(input);
  layers.reduce((last, layer, index) => graph.add(`layer${index + 1}`, layer, last), "input");
  return graph.finish();
}

test.each([
  [1, 40_960],
  [2, 22_528],
  [4, 13_312],
  [8, 8_704],
  [16, 6_400],
  [32, 5_248],
  [64, 4_672],
])("64 channels, 3×3, pointwise first, in %i segments: %i parameters", (segments, parameters) => {
  const cost = graphCost(sequence([16, 16, 64], pointwise(64), convolution(64, { segments })));
  expect(cost.parameters).toBe(parameters);
  expect(cost.trainableParameters).toBe(parameters);
  expect(cost.multiplyAdds).toBe(parameters * 16 * 16);
});

// Ci = 24, Cm = 48, Co = 96, k = 5; the costs of both convolutions are written out from the formulae.
test.each([1, 2, 3, 4, 6, 8, 12, 24])(
  "unequal widths in %i segments follow Ci·Cm + k²·Cm·Co/S and k²·Ci·Cm/S + Cm·Co",
  (segments) => {
    const kernel = { kernel: [5, 5], segments } as const;
    const pointwiseFirst = graphCost(sequence([9, 7, 24], pointwise(48), convolution(96, kernel)));
    expect(pointwiseFirst.parameters).toBe(24 * 48 + (25 * 48 * 96) / segments);
    expect(pointwiseFirst.multiplyAdds).toBe(pointwiseFirst.parameters * 9 * 7);
    const spatialFirst = graphCost(sequence([9, 7, 24], convolution(48, kernel), pointwise(96)));
    expect(spatialFirst.parameters).toBe((25 * 24 * 48) / segments + 48 * 96);
    expect(spatialFirst.multiplyAdds).toBe(spatialFirst.parameters * 9 * 7);
  },
);

test("at the extreme, Ci·Cm + k²·Cm and k²·Ci + Ci·Co", () => {
  expect(graphCost(sequence([8, 8, 24], pointwise(48), convolution(48, { segments: 48 }))).parameters).toBe(
    24 * 48 + 9 * 48,
  );
  expect(graphCost(sequence([8, 8, 24], convolution(24, { segments: 24 }), pointwise(48))).parameters).toBe(
    9 * 24 + 24 * 48,
  );
});

test.each([
  [1, 64, 69_632],
  [2, 80, 69_760],
  [4, 96, 69_888],
  [8, 112, 71_456],
  [32, 128, 70_144],
])("ResNeXt's block with %i segments of %i inner channels has %i parameters", (segments, inner, parameters) => {
  const block = sequence([56, 56, 256], pointwise(inner), convolution(inner, { segments }), pointwise(256));
  expect(graphCost(block).parameters).toBe(parameters);
});

test("a strided spatial step makes a pointwise-first module pay its 1×1 at four times the positions", () => {
  const spatial = convolution(64, { segments: 64, strides: [2, 2] });
  expect(graphCost(sequence([16, 16, 64], pointwise(64), spatial)).multiplyAdds).toBe(64 * 64 * 256 + 9 * 64 * 64);
  expect(graphCost(sequence([16, 16, 64], spatial, pointwise(64))).multiplyAdds).toBe(9 * 64 * 64 + 64 * 64 * 64);
});

test("an asymmetric kernel costs height times width", () => {
  const [, wide, tall] = graphCost(
    sequence([17, 17, 8], convolution(4, { kernel: [1, 7] }), convolution(2, { kernel: [7, 1], strides: [2, 1] })),
  ).nodes;
  expect(wide).toMatchObject({ parameters: 1 * 7 * 8 * 4, multiplyAdds: 1 * 7 * 8 * 4 * 17 * 17 });
  expect(tall).toMatchObject({ parameters: 7 * 1 * 4 * 2, multiplyAdds: 7 * 1 * 4 * 2 * 9 * 17 });
});

test("batch norm has two trainable and two other numbers per channel (one trainable without scale); biases cost no multiply-adds", () => {
  const { nodes } = graphCost(
    sequence(
      [8, 8, 6],
      norm(true),
      norm(false),
      convolution(4, { bias: true }),
      { kind: "flatten" },
      { kind: "dense", units: 10, bias: true },
    ),
  );
  expect(nodes.map((node) => [node.parameters, node.trainableParameters, node.multiplyAdds])).toEqual([
    [0, 0, 0],
    [24, 12, 0],
    [18, 6, 0],
    [9 * 6 * 4 + 4, 9 * 6 * 4 + 4, 9 * 6 * 4 * 64],
    [0, 0, 0],
    [2_570, 2_570, 2_560],
  ]);
});

test("activation bytes are four for every number that a node puts out, and the totals are sums over the nodes", () => {
  const cost = graphCost(
    sequence([8, 8, 3], convolution(5, { strides: [2, 2] }), norm(true), { kind: "globalAveragePool" }),
  );
  expect(cost.nodes.map((node) => node.activationBytes)).toEqual([4 * 192, 4 * 80, 4 * 80, 4 * 5]);
  expect(cost.activationBytes).toBe(4 * (192 + 80 + 80 + 5));
  expect(cost.parameters).toBe(135 + 20);
  expect(cost.trainableParameters).toBe(135 + 10);
});

test("parameters are listed in order, with the true fan-in k²·Cin/S and a mark on depthwise filters", () => {
  const specs = parameterSpecs(
    sequence(
      [8, 8, 12],
      convolution(12, { segments: 4, bias: true }),
      norm(true),
      convolution(12, { segments: 12 }),
      norm(false),
      pointwise(1),
      convolution(3),
      { kind: "flatten" },
      { kind: "dense", units: 10, bias: true },
    ),
  );
  expect(
    specs.map(({ name, shape, trainable, fanIn, depthwise }) => [name, shape, trainable, fanIn, depthwise]),
  ).toEqual([
    ["layer1/filter", [3, 3, 3, 12], true, 27, false],
    ["layer1/bias", [12], true, 1, false],
    ["layer2/scale", [12], true, 1, false],
    ["layer2/offset", [12], true, 1, false],
    ["layer2/movingMean", [12], false, 1, false],
    ["layer2/movingVariance", [12], false, 1, false],
    ["layer3/filter", [3, 3, 1, 12], true, 9, true],
    ["layer4/offset", [12], true, 1, false],
    ["layer4/movingMean", [12], false, 1, false],
    ["layer4/movingVariance", [12], false, 1, false],
    ["layer5/filter", [1, 1, 12, 1], true, 12, false],
    ["layer6/filter", [3, 3, 1, 3], true, 9, false], // one channel, but no segments: a regular convolution
    ["layer8/filter", [1, 1, 192, 10], true, 192, false],
    ["layer8/bias", [10], true, 1, false],
  ]);
});

test("the size of a shape is the product of its sides", () => {
  expect([size([3, 4, 5]), size([7]), size([])]).toEqual([60, 7, 1]);
});
