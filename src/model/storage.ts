// Which layers of a network keep 32 bits where its activations are asked for in 16. This follows from
// the graph and from how the GPU's convolutions divide their channels; no tensors are needed.
import type { Graph, GraphNode } from "../graph/node.ts";
import { inferShapes } from "../graph/shapes.ts";
import { writesVectors } from "../kernels/groupedConv2d/webgpuTiling.ts";

/** "name: why" for each convolution that does not write four channels at a time; layers behind it keep 32 bits too. */
export function layersInFloat32(graph: Graph): readonly string[] {
  const shapes = inferShapes(graph);
  const channelsOf = (name: string): number => shapes.get(name)?.at(-1) ?? 0;
  return graph.nodes.flatMap(({ name, layer, inputs }: GraphNode) => {
    if (layer.kind !== "convolution") return [];
    const [input, output] = [channelsOf(inputs[0] ?? ""), channelsOf(name)];
    if (writesVectors(layer.segments, input / layer.segments, output / layer.segments)) return [];
    return [
      `${name}: ${output} channels in ${layer.segments} ${layer.segments === 1 ? "segment" : "segments"} cannot be written four at a time`,
    ];
  });
}
