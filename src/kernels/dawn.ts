// WebGPU in Node, through Dawn (npm package `webgpu`): the machine's own adapter or, where
// there is none, the software adapter that ships with Chromium.
// For tests, benches and the command line; never part of the page.
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";

const browsers = ["/usr/lib/chromium", "/usr/lib/chromium-browser", "/opt/google/chrome", "/opt/chromium"];
/** glibc's RTLD_NODELETE: the library stays loaded when Node, which finds no module in it, closes it. */
const STAY_LOADED = 0x1000;

/** An adapter, with `navigator.gpu` and WebGPU's constants set up for tfjs, or the reason why there is none. */
export async function dawnAdapter(): Promise<GPUAdapter | { reason: string }> {
  try {
    const { create, globals } = await import("webgpu");
    Object.assign(globalThis, globals);
    let gpu: GPU = create([]);
    let adapter = await gpu.requestAdapter();
    if (!adapter && useSoftwareVulkan()) {
      gpu = create([]);
      adapter = await gpu.requestAdapter();
    }
    Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
    return (
      adapter ?? { reason: "no adapter, neither a GPU's nor Chromium's software one (VK_ICD_FILENAMES names a driver)" }
    );
  } catch (cause) {
    return { reason: `Dawn could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

/** Points Vulkan at the driver in a browser's folder, and loads the loader from there where the system has none. */
function useSoftwareVulkan(): boolean {
  const folder = browsers.find((name) => existsSync(join(name, "vk_swiftshader_icd.json")));
  if (!folder && !process.env.VK_ICD_FILENAMES) return false;
  if (folder) process.env.VK_ICD_FILENAMES ??= join(folder, "vk_swiftshader_icd.json");
  const loader = browsers.map((name) => join(name, "libvulkan.so.1")).find((file) => existsSync(file));
  if (!loader) return folder !== undefined;
  try {
    process.dlopen({ exports: {} }, loader, constants.dlopen.RTLD_NOW | STAY_LOADED);
  } catch {
    // Expected: it is not a Node module. But now it is loaded, and Dawn finds it by its name.
  }
  return true;
}
