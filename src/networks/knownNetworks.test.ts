// The node kinds suffice for the networks of the paper, and the counting is right: each network, written as a
// graph, has the parameters that Keras counts, layer by layer.
import { expect, test } from "vitest";
import { graphCost, type NodeCost } from "../graph/cost.ts";
import { format } from "../graph/shapes.ts";
import type { Graph } from "../graph/node.ts";
import { inceptionV3 } from "./fixtures/inceptionV3.ts";
import keras from "./fixtures/kerasNetworks.json" with { type: "json" };
import { resnet, resnet20 } from "./fixtures/resnet.ts";
import { vgg16 } from "./fixtures/vgg16.ts";
import { smallXception, xception } from "./fixtures/xception.ts";
import { miniXception } from "./miniXception/miniXception.ts";

/** The number of times each "kind height×width×channels parameters" occurs, as in the golden file. */
function layerCounts(nodes: readonly NodeCost[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, shape, parameters } of nodes) {
    if (kind === "input" || kind === "activation" || kind === "dropout") continue;
    const line = `${kind} ${format(shape)} ${parameters}`;
    counts[line] = (counts[line] ?? 0) + 1;
  }
  return counts;
}

/** mini_XCEPTION of oarriaga/face_classification: 64×64 grey images, seven emotions. */
function facesNetwork(): Graph {
  const options = {
    family: "miniXception",
    intermediateActivation: "none",
    filters: 8,
    modules: 4,
    dropout: 0,
  } as const;
  return miniXception.graph(options, { imageShape: [64, 64, 1], classes: 7 });
}

test.each<[keyof typeof keras & ("xception" | "inceptionV3" | "resnet50" | "resnet152" | "vgg16"), Graph]>([
  ["xception", xception()],
  ["inceptionV3", inceptionV3()],
  ["resnet50", resnet([3, 4, 6, 3])],
  ["resnet152", resnet([3, 8, 36, 3])],
  ["vgg16", vgg16()],
])("%s has Keras's layers, parameters and multiply-adds", (name, graph) => {
  const { nodes, parameters, trainableParameters, multiplyAdds } = graphCost(graph);
  expect({ parameters, trainableParameters, multiplyAdds, layers: layerCounts(nodes) }).toEqual(keras[name]);
});

test.each<[string, Graph, { parameters?: number; trainableParameters?: number }]>([
  ["Xception", xception(), { parameters: 22_910_480, trainableParameters: 22_855_952 }],
  ["Inception V3", inceptionV3(), { parameters: 23_851_784, trainableParameters: 23_817_352 }],
  ["ResNet-50", resnet([3, 4, 6, 3]), { parameters: 25_636_712 }],
  ["ResNet-152", resnet([3, 8, 36, 3]), { parameters: 60_419_944 }],
  ["VGG-16", vgg16(), { parameters: 138_357_544 }],
  ["mini_XCEPTION", facesNetwork(), { parameters: 58_423, trainableParameters: 56_951 }],
  ["keras.io's small Xception", smallXception(), { parameters: 2_782_649, trainableParameters: 2_773_913 }],
  ["ResNet-20 with parameter-free shortcuts", resnet20("none"), { trainableParameters: 269_722 }],
  ["ResNet-20 with projected shortcuts", resnet20("projected"), { trainableParameters: 272_474 }],
])("%s has as many parameters as published", (_, graph, published) => {
  expect(graphCost(graph)).toMatchObject(published);
});

test("Xception needs 8.357 G multiply-adds, and its sides shrink 299, 149, 147, 74, 37, 19, 10", () => {
  const { multiplyAdds, nodes } = graphCost(xception());
  expect(multiplyAdds / 1e9).toBeCloseTo(8.357, 3);
  const heights = nodes.filter(({ shape }) => shape.length === 3).map(({ shape }) => shape[0]);
  expect([...new Set(heights)]).toEqual([299, 149, 147, 74, 37, 19, 10]);
});

test("Xception's separable convolutions have the parameters of the paper's table", () => {
  const { nodes } = graphCost(xception());
  const pairs = nodes.flatMap((node, index) =>
    node.kind === "convolution" && nodes[index - 1]?.kind === "convolution"
      ? [node.parameters + (nodes[index - 1]?.parameters ?? 0)]
      : [],
  );
  const middle = new Array<number>(24).fill(536_536);
  expect(pairs).toEqual([
    8_768,
    17_536,
    33_920,
    67_840,
    188_672,
    536_536,
    ...middle,
    536_536,
    752_024,
    1_582_080,
    3_159_552,
  ]);
});
