// Shape inference: the output shape of every node, or an error that names the
// node and both sizes. Padding rules are TensorFlow's.
import { GraphError, type Graph, type GraphNode, type Padding, type Shape, type Size2 } from "./node.ts";

/** Output shape of every node, by name, without the batch. Throws GraphError. */
export function inferShapes(graph: Graph): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const node of graph.nodes) {
    if (shapes.has(node.name)) throw new GraphError(node.name, "two nodes have this name");
    const inputs = node.inputs.map((name) => {
      const shape = shapes.get(name);
      if (!shape) throw new GraphError(node.name, `reads "${name}", which does not come before it`);
      return shape;
    });
    shapes.set(node.name, outputShape(node, inputs));
  }
  return shapes;
}

/** Positions of a window on an axis: ceil(n / stride) for "same", floor((n − size) / stride) + 1 for "valid". */
export function windowCount(length: number, size: number, stride: number, padding: Padding): number {
  return padding === "same" ? Math.ceil(length / stride) : Math.floor((length - size) / stride) + 1;
}

function outputShape(node: GraphNode, inputs: readonly Shape[]): Shape {
  const { layer } = node;
  switch (layer.kind) {
    case "input":
      return positive(node, layer.shape);
    case "convolution": {
      const [height, width, channels] = image(node, inputs);
      positive(node, [layer.segments], "segments");
      positive(node, [layer.filters], "filters");
      for (const [what, count] of [
        ["input channels", channels],
        ["filters", layer.filters],
      ] as const) {
        if (count % layer.segments !== 0) {
          throw new GraphError(node.name, `${count} ${what} cannot be cut into ${layer.segments} equal segments`);
        }
      }
      return [...windows(node, [height, width], layer.kernel, layer.strides, layer.padding), layer.filters];
    }
    case "maxPool":
    case "averagePool": {
      const [height, width, channels] = image(node, inputs);
      return [...windows(node, [height, width], layer.size, layer.strides, layer.padding), channels];
    }
    case "zeroPad": {
      const [height, width, channels] = image(node, inputs);
      const border = [layer.top, layer.bottom, layer.left, layer.right];
      if (border.some((cells) => !Number.isInteger(cells) || cells < 0)) {
        throw new GraphError(node.name, `borders must be whole numbers of at least 0, but are ${border.join(", ")}`);
      }
      return [height + layer.top + layer.bottom, width + layer.left + layer.right, channels];
    }
    case "globalAveragePool":
      return [image(node, inputs)[2]];
    case "flatten":
      return [only(node, inputs).reduce((product, size) => product * size, 1)];
    case "dense": {
      const shape = only(node, inputs);
      if (shape.length !== 1)
        throw new GraphError(node.name, `a dense layer reads a vector, but its input is ${format(shape)}`);
      return positive(node, [layer.units], "units");
    }
    case "dropout":
      if (!(layer.rate >= 0 && layer.rate < 1))
        throw new GraphError(node.name, `the dropped share must be from 0 to below 1, but is ${layer.rate}`);
      return only(node, inputs);
    case "batchNorm":
    case "activation":
      return only(node, inputs);
    case "add": {
      const [first, ...rest] = atLeastTwo(node, inputs);
      for (const other of rest) {
        if (format(other) !== format(first))
          throw new GraphError(node.name, `cannot add ${format(other)} to ${format(first)}`);
      }
      return first;
    }
    case "concatenate": {
      const [first, ...rest] = atLeastTwo(node, inputs);
      for (const other of rest) {
        if (format(other.slice(0, -1)) !== format(first.slice(0, -1))) {
          throw new GraphError(node.name, `cannot join ${format(other)} to ${format(first)} along the channels`);
        }
      }
      return [...first.slice(0, -1), inputs.reduce((sum, shape) => sum + (shape.at(-1) ?? 0), 0)];
    }
    default:
      return layer satisfies never;
  }
}

function windows(node: GraphNode, [height, width]: Size2, size: Size2, strides: Size2, padding: Padding): Size2 {
  positive(node, size, "the window's sides");
  positive(node, strides, "strides");
  const rows = windowCount(height, size[0], strides[0], padding);
  const columns = windowCount(width, size[1], strides[1], padding);
  if (rows < 1 || columns < 1) {
    throw new GraphError(node.name, `a window of ${size[0]}×${size[1]} does not fit into ${height}×${width}`);
  }
  return [rows, columns];
}

function only(node: GraphNode, inputs: readonly Shape[]): Shape {
  const [shape] = inputs;
  if (!shape || inputs.length !== 1) throw new GraphError(node.name, `reads one input, but ${inputs.length} are given`);
  return shape;
}

function atLeastTwo(node: GraphNode, inputs: readonly Shape[]): readonly [Shape, ...Shape[]] {
  const [first, ...rest] = inputs;
  if (!first || rest.length === 0)
    throw new GraphError(node.name, `joins at least two inputs, but ${inputs.length} are given`);
  return [first, ...rest];
}

function image(node: GraphNode, inputs: readonly Shape[]): readonly [number, number, number] {
  const [height, width, channels, ...rest] = only(node, inputs);
  if (height === undefined || width === undefined || channels === undefined || rest.length > 0) {
    throw new GraphError(
      node.name,
      `reads an image [height, width, channels], but its input is ${format(only(node, inputs))}`,
    );
  }
  return [height, width, channels];
}

function positive(node: GraphNode, shape: Shape, what = "sizes"): Shape {
  if (shape.length === 0 || shape.some((size) => !Number.isSafeInteger(size) || size < 1)) {
    throw new GraphError(node.name, `${what} must be whole numbers of at least 1, but are ${format(shape)}`);
  }
  return shape;
}

/** A shape as people write it: 16×16×48. */
export function format(shape: Shape): string {
  return shape.join("×");
}
