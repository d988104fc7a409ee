// The arrays of numbers that each node owns. Counting and building both use this list, so that what is
// shown is what is trained.
import { inferShapes } from "./shapes.ts";
import type { Graph, Shape } from "./node.ts";

export type ParameterRole = "filter" | "bias" | "scale" | "offset" | "movingMean" | "movingVariance";

export interface ParameterSpec {
  /** "node/role": the name of the variable and of its random stream. */
  readonly name: string;
  readonly node: string;
  readonly role: ParameterRole;
  /** Filters: [kernel height, kernel width, input channels / segments, output channels]. */
  readonly shape: Shape;
  readonly trainable: boolean;
  /** Inputs that one output sees, k²·Cin/S, by which initialisation scales. 1 where it has no meaning. */
  readonly fanIn: number;
  /** A filter that sees a single channel. Weight decay treats these separately. */
  readonly depthwise: boolean;
}

const TRAINABLE: Readonly<Record<ParameterRole, boolean>> = {
  filter: true,
  bias: true,
  scale: true,
  offset: true,
  movingMean: false,
  movingVariance: false,
};

/** All parameters of a network, in the order of its nodes. Throws GraphError. */
export function parameterSpecs(graph: Graph): readonly ParameterSpec[] {
  const shapes = inferShapes(graph);
  return graph.nodes.flatMap((node): readonly ParameterSpec[] => {
    const { layer } = node;
    const inputChannels = shapes.get(node.inputs[0] ?? "")?.at(-1) ?? 0;
    const spec = (role: ParameterRole, shape: Shape, fanIn = 1, depthwise = false): ParameterSpec => ({
      name: `${node.name}/${role}`,
      node: node.name,
      role,
      shape,
      trainable: TRAINABLE[role],
      fanIn,
      depthwise,
    });
    switch (layer.kind) {
      case "convolution": {
        const seen = inputChannels / layer.segments;
        const [height, width] = layer.kernel;
        const filter = spec(
          "filter",
          [height, width, seen, layer.filters],
          height * width * seen,
          seen === 1 && layer.segments > 1,
        );
        return layer.bias ? [filter, spec("bias", [layer.filters])] : [filter];
      }
      case "dense": {
        const filter = spec("filter", [1, 1, inputChannels, layer.units], inputChannels);
        return layer.bias ? [filter, spec("bias", [layer.units])] : [filter];
      }
      case "batchNorm": {
        const roles: ParameterRole[] = ["offset", "movingMean", "movingVariance"];
        if (layer.scale) roles.unshift("scale");
        return roles.map((role) => spec(role, [inputChannels]));
      }
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
        return [];
      default:
        return layer satisfies never;
    }
  });
}
