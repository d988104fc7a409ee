// Sets up the WebGPU engine: our own device with the adapter's limits, tfjs's
// backend on it, and our kernels.
import { registerWebGpuKernels } from "../kernels/register.ts";
import { findAdapter, openDevice, type OpenDevice } from "../kernels/webgpu/openDevice.ts";
import { NO_WEBGPU } from "./chooseEngine.ts";

let opened: OpenDevice | undefined;

/** The open device, made current; opens one where there is none or the last was lost. Throws when there is no adapter. */
export async function openWebGpu(): Promise<OpenDevice> {
  if (!opened) {
    const adapter = await findAdapter();
    if (!adapter) throw new Error(NO_WEBGPU);
    const device = await openDevice(adapter);
    registerWebGpuKernels();
    opened = device;
    void device.lost.then(() => {
      if (opened === device) opened = undefined;
    });
  }
  await opened.activate();
  return opened;
}
