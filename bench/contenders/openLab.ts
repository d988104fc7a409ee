// Starts the lab on one of its engines, and answers the questions that only the lab is asked:
// profiles, memory, a whole run.
import { backend } from "@tensorflow/tfjs-core";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { openEngine } from "../../src/device/openEngine.ts";
import { flush } from "../../src/kernels/webgpu/commandLog.ts";
import { isSoftware } from "../../src/kernels/webgpu/softwareAdapter.ts";
import { internalsOf } from "../../src/kernels/webgpu/tfjsInternals.ts";
import type { Contender } from "../contender.ts";
import { labEngines, type LabEngine } from "../contenderNames.ts";
import type { OpenOptions, Surroundings } from "../surroundings.ts";
import type { StepTask } from "../tasks.ts";
import { prepareLab } from "./lab.ts";
import { memoryReport, profileStep } from "./labProfile.ts";
import { wholeRun } from "./labRun.ts";

export async function openLab(
  name: LabEngine,
  limits: OpenOptions["limits"],
  surroundings: Surroundings,
): Promise<Contender> {
  const { assets, prepareGpu, fetchData } = surroundings;
  const gpu = name === "lab-webgpu";
  if (gpu) await prepareGpu();
  const relaxed = name === "lab-wasm-relaxed";
  const { info: engine } = await openEngine(gpu ? "webgpu" : "wasm", relaxed ? "fastest" : "portable", assets);
  const wanted = labEngines[name].engine;
  if (engine.name !== wanted) throw new Error(`This machine has no ${wanted}: ${engine.reason}.`);
  const software = gpu && isSoftware(internalsOf(backend() as WebGPUBackend).adapterInfo);
  const settings = {
    finish: gpu ? finishGpu : undefined,
    limits: gpu ? null : await WebAssembly.compile(bytesOf(limits[relaxed ? "relaxed" : "simd"])),
  };
  return {
    about: { engine: engine.name, adapter: engine.adapter, reason: engine.reason },
    prepare: async (task) => prepareLab(task, settings),
    extras: {
      isSoftware: async () => software,
      profile: (task) => profileStep(task as StepTask, fetchData),
      memory: (task) => memoryReport(task as StepTask),
      run: () => wholeRun(engine, fetchData),
      elementwise: async (shape) => {
        const { benchElementwise } = await import("../elementwise.ts");
        return benchElementwise({
          engine: name,
          ...(shape as { batch: number; size: number; channels: number; rounds: number }),
        });
      },
      gpuLimits: async (bytes) => {
        if (!gpu) return null;
        const { measureGpuLimits } = await import("../gpuLimits.ts");
        return measureGpuLimits(backend() as WebGPUBackend, bytes as number, software);
      },
      javaScriptOfStep: async (own) => {
        if (!gpu) return null;
        const { benchRecordedStep } = await import("../recordedStep.ts");
        return benchRecordedStep({
          backend: backend() as WebGPUBackend,
          ...(own as { segments: number; batch: number }),
          rounds: 40,
        });
      },
    },
  };
}

async function finishGpu(): Promise<void> {
  const own = backend() as WebGPUBackend;
  flush(own);
  await own.queue.onSubmittedWorkDone();
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
