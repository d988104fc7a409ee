// The arrays of a model's parameters: first weights drawn by name from the seed, and
// the variables that hold them on the engine.
import { tensor, variable, type Variable } from "@tensorflow/tfjs-core";
import { randomStream } from "../data/random.ts";
import { size } from "../graph/cost.ts";
import { parameterSpecs, type ParameterSpec } from "../graph/parameters.ts";
import type { Graph } from "../graph/node.ts";

export interface Parameter {
  readonly spec: ParameterSpec;
  readonly variable: Variable;
}

/**
 * First values of a parameter. Filters: uniform within ±√(6 / fan-in), the variance-preserving choice before a
 * rectifier (He et al. 2015, arXiv 1502.01852, eq. 10) with the true fan-in k²·Cin/S at every number of segments.
 * The stream is named by the layer, so that two networks that share a layer share its first weights.
 */
export function initialValues(spec: ParameterSpec, seed: number): Float32Array {
  const values = new Float32Array(size(spec.shape));
  switch (spec.role) {
    case "filter": {
      const stream = randomStream(seed, "initial weights", spec.name);
      const bound = Math.sqrt(6 / spec.fanIn);
      return values.map(() => stream.range(-bound, bound));
    }
    case "scale":
    case "movingVariance":
      return values.fill(1);
    case "bias":
    case "offset":
    case "movingMean":
      return values;
    default:
      return spec.role satisfies never;
  }
}

/** Variables on the current tfjs backend for all parameters of a graph: `saved` values by name, else drawn ones. */
export function createParameters(
  graph: Graph,
  seed: number,
  saved: Readonly<Record<string, Float32Array>> = {},
): readonly Parameter[] {
  return parameterSpecs(graph).map((spec) => {
    const values = saved[spec.name] ?? initialValues(spec, seed);
    if (values.length !== size(spec.shape)) {
      throw new Error(`The checkpoint holds ${values.length} numbers for ${spec.name}, which has ${size(spec.shape)}.`);
    }
    // tfjs names must be unique in the whole engine, and several runs may share it: leave the name to tfjs.
    const first = tensor(values, [...spec.shape], "float32");
    const held = variable(first, spec.trainable);
    first.dispose();
    return { spec, variable: held };
  });
}
