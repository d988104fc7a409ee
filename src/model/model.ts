// A graph made into a model on the current tfjs backend: its parameters, its forward pass in training
// and in inference. Owns the variables; whoever builds it disposes of it.
import type { Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import type { Graph } from "../graph/node.ts";
import { forward, type Mode } from "./forward.ts";
import { createParameters, type Parameter } from "./parameters.ts";
import { registerModelGradients } from "./gradients.ts";
import { planOf } from "./plan.ts";

export interface Model {
  readonly parameters: readonly Parameter[];
  /** images [batch, height, width, channels] → logits [batch, classes]. */
  run(images: Tensor4D, mode: Mode): Tensor2D;
  dispose(): void;
}

export interface ModelOptions {
  /** Values of parameters, used in place of first weights. */
  readonly saved?: Readonly<Record<string, Float32Array>>;
  /** Activations are stored in 16 bits, where the engine and a layer's width allow it: see storage.ts. */
  readonly storage?: "float16";
}

/** Builds the variables with first weights drawn from `seed`. Throws GraphError. */
export function buildModel(graph: Graph, seed: number, { saved, storage }: ModelOptions = {}): Model {
  registerModelGradients();
  const plan = planOf(graph);
  const parameters = createParameters(graph, seed, saved);
  const byName = new Map(parameters.map(({ spec, variable }) => [spec.name, variable]));
  const lookup = (name: string) => {
    const found = byName.get(name);
    if (!found) throw new Error(`The network has no parameter ${name}.`);
    return found;
  };
  return {
    parameters,
    run: (images, mode) => forward(plan, lookup, (name) => byName.has(name), images, mode, storage),
    dispose: () => parameters.forEach(({ variable }) => variable.dispose()),
  };
}
