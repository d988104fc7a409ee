// A run's state as named arrays, read from the engine: parameters and optimizer.
import type { Variable } from "@tensorflow/tfjs-core";
import type { Model } from "../model/model.ts";
import type { Optimizer } from "./optimizer.ts";

export async function readArrays(model: Model, optimizer: Optimizer): Promise<Record<string, Float32Array>> {
  const owners: { name: string; variable: Variable }[] = [
    ...model.parameters.map(({ spec, variable }) => ({ name: spec.name, variable })),
    ...optimizer.state,
  ];
  const arrays: Record<string, Float32Array> = {};
  // A copy: on WebAssembly the data is a view of memory that training goes on writing to.
  for (const { name, variable } of owners) arrays[name] = Float32Array.from(await variable.data());
  return arrays;
}
