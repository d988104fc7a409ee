// Turns a graph into the operations that compute it: a batch norm, the addition
// that only it feeds and the activation behind them become one fused operation. Pure: no tensors.
import type { Activation } from "../activations/list.ts";
import { GraphError, type Graph, type GraphNode, type LayerOf } from "../graph/node.ts";

export type PlainLayer = LayerOf<
  | "convolution"
  | "activation"
  | "maxPool"
  | "averagePool"
  | "globalAveragePool"
  | "zeroPad"
  | "flatten"
  | "dense"
  | "dropout"
  | "add"
  | "concatenate"
>;

/** One operation; `output` names the graph node whose value it yields. */
export type PlanStep =
  | { readonly kind: "plain"; readonly output: string; readonly layer: PlainLayer; readonly inputs: readonly string[] }
  /** act(batchNorm(input) + residual): `norm` names the node that owns the parameters. */
  | {
      readonly kind: "fusedNorm";
      readonly output: string;
      readonly norm: string;
      readonly layer: LayerOf<"batchNorm">;
      readonly activation: Activation;
      readonly input: string;
      readonly residual: string | null;
    };

/** The steps in the order of the graph's nodes. Throws GraphError for an input that is not the first node. */
export function planOf(graph: Graph): readonly PlanStep[] {
  const consumers = new Map<string, GraphNode[]>();
  for (const node of graph.nodes)
    for (const input of node.inputs) consumers.set(input, [...(consumers.get(input) ?? []), node]);
  const onlyConsumer = (name: string): GraphNode | undefined => {
    const [consumer, ...others] = consumers.get(name) ?? [];
    return others.length === 0 ? consumer : undefined;
  };

  // A fused step takes the place of its last node: by then its residual has been computed too.
  const fusedAt = new Map<string, PlanStep>();
  const absorbed = new Set<string>();
  for (const node of graph.nodes) {
    if (node.layer.kind !== "batchNorm") continue;
    let last = node;
    let residual: string | null = null;
    let activation: Activation = "none";
    const adder = onlyConsumer(last.name);
    const [other, ...more] = adder?.layer.kind === "add" ? adder.inputs.filter((input) => input !== node.name) : [];
    // Two norms may feed one addition; the first takes it, the other is its residual.
    if (adder && other !== undefined && more.length === 0 && !absorbed.has(adder.name)) {
      [last, residual] = [adder, other];
    }
    const activator = onlyConsumer(last.name);
    if (activator?.layer.kind === "activation") [last, activation] = [activator, activator.layer.activation];
    for (const name of [node.name, ...(residual === null ? [] : [adder?.name ?? ""]), last.name]) absorbed.add(name);
    fusedAt.set(last.name, {
      kind: "fusedNorm",
      output: last.name,
      norm: node.name,
      layer: node.layer,
      activation,
      input: single(node),
      residual,
    });
  }

  return graph.nodes.flatMap((node): PlanStep[] => {
    const fused = fusedAt.get(node.name);
    if (fused) return [fused];
    const { layer } = node;
    if (absorbed.has(node.name) || layer.kind === "input" || layer.kind === "batchNorm") return [];
    return [{ kind: "plain", output: node.name, layer, inputs: node.inputs }];
  });
}

function single(node: GraphNode): string {
  const [input] = node.inputs;
  if (input === undefined) throw new GraphError(node.name, "reads one input, but none is given");
  return input;
}
