// How a run that asks for half storage stores its activations: for its record.
import type { Graph } from "../graph/node.ts";
import { layersInFloat32 } from "../model/storage.ts";
import type { StorageRecord } from "../run/events.ts";

export function storageOf(graph: Graph, onGpu: boolean): StorageRecord {
  return onGpu
    ? { stored: "float16", inFloat32: layersInFloat32(graph) }
    : { inFloat32: ["all layers: only WebGPU stores 16 bits"] };
}
