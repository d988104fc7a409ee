// What a network costs, per node and in total: parameters, multiply-adds of one image's forward pass,
// and bytes of activations.
import { inferShapes } from "./shapes.ts";
import { parameterSpecs } from "./parameters.ts";
import type { Graph, Layer, LayerKind, Shape } from "./node.ts";

const BYTES_PER_FLOAT = 4;

export interface Cost {
  readonly parameters: number;
  readonly trainableParameters: number;
  /** Multiplications of convolutions and dense layers for one image; biases, norms and pooling are not counted. */
  readonly multiplyAdds: number;
  /** Bytes of the outputs for one image, 32-bit floats. */
  readonly activationBytes: number;
}

export interface NodeCost extends Cost {
  readonly name: string;
  readonly kind: LayerKind;
  readonly inputs: readonly string[];
  readonly shape: Shape;
}

export interface GraphCost extends Cost {
  readonly nodes: readonly NodeCost[];
}

/** Throws GraphError where shapes do not fit. */
export function graphCost(graph: Graph): GraphCost {
  const shapes = inferShapes(graph);
  const parameters = parameterSpecs(graph);
  const nodes = graph.nodes.map(({ name, layer, inputs }): NodeCost => {
    const shape = shapes.get(name) ?? [];
    const own = parameters.filter((parameter) => parameter.node === name);
    const filter = own.find((parameter) => parameter.role === "filter");
    return {
      name,
      kind: layer.kind,
      inputs,
      shape,
      parameters: sum(own, (parameter) => size(parameter.shape)),
      trainableParameters: sum(own, (parameter) => (parameter.trainable ? size(parameter.shape) : 0)),
      multiplyAdds: filter ? size(filter.shape) * filterUses(layer, shape) : 0,
      activationBytes: size(shape) * BYTES_PER_FLOAT,
    };
  });
  return {
    nodes,
    parameters: sum(nodes, (node) => node.parameters),
    trainableParameters: sum(nodes, (node) => node.trainableParameters),
    multiplyAdds: sum(nodes, (node) => node.multiplyAdds),
    activationBytes: sum(nodes, (node) => node.activationBytes),
  };
}

/** How often one image uses each weight of a layer's filter. */
function filterUses(layer: Layer, shape: Shape): number {
  switch (layer.kind) {
    case "convolution": // once at every position of the output
      return size(shape.slice(0, 2));
    case "dense":
      return 1;
    case "batchNorm":
    case "input":
    case "activation":
    case "maxPool":
    case "averagePool":
    case "globalAveragePool":
    case "zeroPad":
    case "flatten":
    case "dropout":
    case "add":
    case "concatenate":
      return 0;
    default:
      return layer satisfies never;
  }
}

/** The number of elements of an array of this shape. */
export function size(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
