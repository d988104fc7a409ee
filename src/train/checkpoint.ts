// A run's state as named arrays, read from the engine: parameters and optimizer state. Also checks
// that a run may go on from it.
import type { Variable } from "@tensorflow/tfjs-core";
import { DatasetError, type Dataset } from "../data/dataset.ts";
import type { Model } from "../model/model.ts";
import type { Checkpoint, EngineInfo } from "../run/events.ts";
import type { Optimizer } from "./optimizer.ts";

export async function readArrays(model: Model, optimizer: Optimizer): Promise<Record<string, Float32Array>> {
  const owners: { name: string; variable: Variable }[] = [
    ...model.parameters.map(({ spec, variable }) => ({ name: spec.name, variable })),
    ...optimizer.state,
  ];
  const arrays: Record<string, Float32Array> = {};
  for (const { name, variable } of owners) arrays[name] = Float32Array.from(await variable.data());
  return arrays;
}

/** Throws where the data set has other pixels than the checkpoint was trained on. */
export function checkSameData({ datasetChecksum }: Checkpoint, { checksum, description }: Dataset): void {
  if (datasetChecksum === checksum) return;
  throw new DatasetError(
    "corrupt",
    `The checkpoint was trained on other pictures of ${description.title} (checksum ${datasetChecksum.slice(0, 12)}) ` +
      `than this page has (${checksum.slice(0, 12)}), so the run cannot go on with them. Train it again.`,
  );
}

/** The engines that a checkpoint taken now was trained on. */
export function enginesSoFar(from: Checkpoint | null, engine: EngineInfo): readonly EngineInfo[] {
  const earlier = from?.engines ?? [];
  const last = earlier.at(-1);
  return last?.name === engine.name && last.adapter === engine.adapter && last.threads === engine.threads
    ? earlier
    : [...earlier, engine];
}
