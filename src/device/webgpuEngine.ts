// Sets up the WebGPU engine: our own device with the adapter's limits, tfjs's backend on it, our
// kernels, and the number of threads they divide their work among.
import { registerWebGpuKernels } from "../kernels/register.ts";
import { findAdapter, openDevice, type OpenDevice } from "../kernels/webgpu/openDevice.ts";
import { threadsToFill, useThreadsToFill } from "../kernels/webgpu/parallelism.ts";
import { tuneParallelism } from "../kernels/webgpu/tuneParallelism.ts";
import type { Memory } from "./assets.ts";
import { RunFault } from "../run/runFault.ts";
import { NO_WEBGPU } from "./chooseEngine.ts";
import { threadsFor } from "./threadsFor.ts";

export interface WebGpuEngine {
  readonly device: OpenDevice;
  /** How many threads the kernels divide their work among. */
  readonly threads: number;
}

let opened: Promise<WebGpuEngine> | undefined;

/** Makes the open device current; opens one where there is none or the last was lost. Throws without an adapter. */
export async function openWebGpu(memory: Memory | undefined): Promise<WebGpuEngine> {
  // The promise is kept at once, so that runs that start together share one device.
  const opening = (opened ??= open(memory));
  const forget = () => {
    if (opened === opening) opened = undefined;
  };
  opening.then(({ device }) => device.lost).then(forget, forget);
  const engine = await opening;
  await engine.device.activate();
  return engine;
}

async function open(memory: Memory | undefined): Promise<WebGpuEngine> {
  const adapter = await findAdapter();
  if (!adapter) throw new RunFault("engine", NO_WEBGPU);
  const device = await openDevice(adapter);
  registerWebGpuKernels();
  await device.activate();
  const { backend } = device;
  useThreadsToFill(backend, await threadsFor(device.adapter, memory, () => tuneParallelism(backend)));
  return { device, threads: threadsToFill(backend) };
}
