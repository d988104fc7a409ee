// Builds a graph node by node.
import { GraphError, type Graph, type GraphNode, type Layer, type Shape } from "./node.ts";

export interface GraphBuilder {
  /** Appends a node and returns its name. `inputs` must have been added before. */
  add(name: string, layer: Layer, ...inputs: string[]): string;
  finish(): Graph;
}

/** Starts a graph with an input node named "input". */
export function graphBuilder(inputShape: Shape): GraphBuilder {
  const nodes: GraphNode[] = [{ name: "input", layer: { kind: "input", shape: inputShape }, inputs: [] }];
  const names = new Set(["input"]);
  return {
    add(name, layer, ...inputs) {
      if (names.has(name)) throw new GraphError(name, "two nodes have this name");
      for (const input of inputs) {
        if (!names.has(input)) throw new GraphError(name, `reads "${input}", which does not come before it`);
      }
      names.add(name);
      nodes.push({ name, layer, inputs });
      return name;
    },
    finish: () => ({ nodes }),
  };
}
