// Shapes computed by hand from TensorFlow's padding rules, and errors that name the node and both sizes.
import { expect, test } from "vitest";
import { graphBuilder } from "./builder.ts";
import { GraphError, type Graph, type Layer, type LayerOf, type Padding, type Shape } from "./node.ts";
import { format, inferShapes, windowCount } from "./shapes.ts";

function convolution(more: Partial<LayerOf<"convolution">> = {}): Layer {
  return {
    kind: "convolution",
    filters: 6,
    kernel: [3, 3],
    strides: [1, 1],
    padding: "same",
    segments: 1,
    bias: false,
    ...more,
  };
}

function shapeAfter(input: Shape, ...layers: readonly Layer[]): Shape | undefined {
  const graph = graphBuilder(input);
  let last = "input";
  layers.forEach((layer, index) => (last = graph.add(`layer${index}`, layer, last)));
  return inferShapes(graph.finish()).get(last);
}

/** Two branches of the input, of the given widths, joined by `layer`. */
function joined(layer: Layer, first: Partial<LayerOf<"convolution">>, second: Partial<LayerOf<"convolution">>): Graph {
  const graph = graphBuilder([8, 6, 4]);
  graph.add("first", convolution(first), "input");
  graph.add("second", convolution(second), "input");
  graph.add("join", layer, "first", "second");
  return graph.finish();
}

test.each<[number, number, number, Padding, number]>([
  [32, 3, 1, "same", 32],
  [32, 3, 2, "same", 16],
  [33, 3, 2, "same", 17],
  [7, 5, 3, "same", 3],
  [1, 3, 2, "same", 1],
  [32, 3, 1, "valid", 30],
  [32, 3, 2, "valid", 15],
  [299, 3, 2, "valid", 149],
  [224, 2, 2, "valid", 112],
  [3, 3, 1, "valid", 1],
  [2, 3, 1, "valid", 0],
])(
  "an axis of %i under a window of %i, stride %i, %s padding, has %i positions",
  (length, size, stride, padding, positions) => {
    expect(windowCount(length, size, stride, padding)).toBe(positions);
  },
);

test.each<[string, Shape, Layer, Shape]>([
  ["a regular convolution", [32, 32, 3], convolution(), [32, 32, 6]],
  ["a strided convolution of odd sizes", [33, 15, 3], convolution({ strides: [2, 2] }), [17, 8, 6]],
  ["different strides a side", [33, 15, 3], convolution({ strides: [1, 2] }), [33, 8, 6]],
  ["a valid convolution", [33, 15, 3], convolution({ padding: "valid" }), [31, 13, 6]],
  ["a valid 1×7 convolution", [17, 17, 3], convolution({ kernel: [1, 7], padding: "valid" }), [17, 11, 6]],
  [
    "a valid, strided 7×1 convolution",
    [17, 17, 3],
    convolution({ kernel: [7, 1], strides: [2, 1], padding: "valid" }),
    [6, 17, 6],
  ],
  ["a grouped convolution that widens", [5, 5, 4], convolution({ segments: 2 }), [5, 5, 6]],
  ["a depthwise convolution", [5, 5, 6], convolution({ segments: 6 }), [5, 5, 6]],
  ["max pooling, same", [7, 5, 9], { kind: "maxPool", size: [3, 3], strides: [2, 2], padding: "same" }, [4, 3, 9]],
  [
    "average pooling, valid",
    [7, 5, 9],
    { kind: "averagePool", size: [3, 3], strides: [2, 2], padding: "valid" },
    [3, 2, 9],
  ],
  ["a border, each side its own", [7, 5, 9], { kind: "zeroPad", top: 1, bottom: 2, left: 3, right: 4 }, [10, 12, 9]],
  ["flattening", [7, 5, 9], { kind: "flatten" }, [315]],
  ["global average pooling", [7, 5, 9], { kind: "globalAveragePool" }, [9]],
  ["a dense layer", [9], { kind: "dense", units: 4, bias: true }, [4]],
  ["batch norm", [7, 5, 9], { kind: "batchNorm", scale: true, epsilon: 1e-3, momentum: 0.9 }, [7, 5, 9]],
  ["an activation of a vector", [9], { kind: "activation", activation: "elu" }, [9]],
  ["dropout", [9], { kind: "dropout", rate: 0.5 }, [9]],
])("the shape after %s", (_, input, layer, output) => {
  expect(shapeAfter(input, layer)).toEqual(output);
});

test("concatenation adds the channels up, addition keeps them", () => {
  expect(inferShapes(joined({ kind: "concatenate" }, { filters: 6 }, { filters: 10 })).get("join")).toEqual([8, 6, 16]);
  expect(inferShapes(joined({ kind: "add" }, {}, {})).get("join")).toEqual([8, 6, 6]);
});

test("a shape is written with × between its sizes", () => {
  expect(format([16, 16, 48])).toBe("16×16×48");
});

test.each<[string, Shape, Layer, string]>([
  [
    "input channels",
    [8, 8, 24],
    convolution({ segments: 5, filters: 10 }),
    "layer0: 24 input channels cannot be cut into 5 equal segments",
  ],
  [
    "filters",
    [8, 8, 24],
    convolution({ segments: 4, filters: 10 }),
    "layer0: 10 filters cannot be cut into 4 equal segments",
  ],
  [
    "no segments",
    [8, 8, 24],
    convolution({ segments: 0 }),
    "layer0: segments must be whole numbers of at least 1, but are 0",
  ],
  [
    "half a filter",
    [8, 8, 24],
    convolution({ filters: 0.5 }),
    "layer0: filters must be whole numbers of at least 1, but are 0.5",
  ],
  [
    "no stride",
    [8, 8, 24],
    convolution({ strides: [0, 1] }),
    "layer0: strides must be whole numbers of at least 1, but are 0×1",
  ],
  [
    "no kernel",
    [8, 8, 24],
    convolution({ kernel: [3, 0] }),
    "layer0: the window's sides must be whole numbers of at least 1, but are 3×0",
  ],
  [
    "a kernel larger than the image",
    [8, 2, 24],
    convolution({ padding: "valid" }),
    "layer0: a window of 3×3 does not fit into 8×2",
  ],
  [
    "a pool larger than the image",
    [1, 8, 24],
    { kind: "maxPool", size: [2, 2], strides: [2, 2], padding: "valid" },
    "layer0: a window of 2×2 does not fit into 1×8",
  ],
  [
    "a convolution of a vector",
    [24],
    convolution(),
    "layer0: reads an image [height, width, channels], but its input is 24",
  ],
  [
    "global pooling of a vector",
    [24],
    { kind: "globalAveragePool" },
    "layer0: reads an image [height, width, channels], but its input is 24",
  ],
  [
    "a dense layer of an image",
    [8, 8, 24],
    { kind: "dense", units: 4, bias: true },
    "layer0: a dense layer reads a vector, but its input is 8×8×24",
  ],
  [
    "a dense layer without units",
    [24],
    { kind: "dense", units: 0, bias: true },
    "layer0: units must be whole numbers of at least 1, but are 0",
  ],
  [
    "a negative border",
    [8, 8, 24],
    { kind: "zeroPad", top: 0, bottom: -1, left: 0, right: 0 },
    "layer0: borders must be whole numbers of at least 0, but are 0, -1, 0, 0",
  ],
  [
    "a dropped share of everything",
    [24],
    { kind: "dropout", rate: 1 },
    "layer0: the dropped share must be from 0 to below 1, but is 1",
  ],
  [
    "an image without height",
    [0, 8, 24],
    { kind: "flatten" },
    "input: sizes must be whole numbers of at least 1, but are 0×8×24",
  ],
])("%s: the error names the node and both sizes", (_, input, layer, message) => {
  const [node = "", problem = ""] = message.split(/: (.*)/);
  expect(() => shapeAfter(input, layer)).toThrow(new GraphError(node, problem));
});

test("what does not fit together is named with both shapes", () => {
  expect(() => inferShapes(joined({ kind: "add" }, { filters: 6 }, { filters: 10 }))).toThrow(
    "join: cannot add 8×6×10 to 8×6×6",
  );
  expect(() => inferShapes(joined({ kind: "concatenate" }, {}, { strides: [2, 2] }))).toThrow(
    "join: cannot join 4×3×6 to 8×6×6 along the channels",
  );
});

test("a node must have as many inputs as its layer reads", () => {
  const graph = graphBuilder([8, 8, 4]);
  graph.add("lonely", { kind: "add" }, "input");
  expect(() => inferShapes(graph.finish())).toThrow("lonely: joins at least two inputs, but 1 are given");
  const other = graphBuilder([8, 8, 4]);
  other.add("greedy", { kind: "flatten" }, "input", "input");
  expect(() => inferShapes(other.finish())).toThrow("greedy: reads one input, but 2 are given");
});

test("nodes follow their inputs and have names of their own, in a builder and in a graph from elsewhere", () => {
  const graph = graphBuilder([8, 8, 4]);
  expect(() => graph.add("flat", { kind: "flatten" }, "later")).toThrow(
    'flat: reads "later", which does not come before it',
  );
  expect(() => graph.add("input", { kind: "flatten" }, "input")).toThrow("input: two nodes have this name");

  const input = { name: "input", layer: { kind: "input", shape: [4] }, inputs: [] } as const;
  const flat = (name: string, from: string) => ({ name, layer: { kind: "flatten" }, inputs: [from] }) as const;
  expect(() => inferShapes({ nodes: [flat("flat", "input"), input] })).toThrow(
    'flat: reads "input", which does not come before it',
  );
  expect(() => inferShapes({ nodes: [input, flat("input", "input")] })).toThrow("input: two nodes have this name");
});
