// Opens a contender by its name. Each has a process or worker of its own: the state of tfjs and
// jax-js is global, and so are registered kernels and gradients.
import type { Contender } from "./contender.ts";
import type { OpenOptions, Surroundings } from "./surroundings.ts";

export async function openContender({ name, limits }: OpenOptions, surroundings: Surroundings): Promise<Contender> {
  switch (name) {
    case "lab-wasm-simd":
    case "lab-wasm-relaxed":
    case "lab-webgpu": {
      const { openLab } = await import("./contenders/openLab.ts");
      return openLab(name, limits, surroundings);
    }
    case "tfjs-wasm":
    case "tfjs-cpu":
    case "tfjs-webgl":
    case "tfjs-webgpu": {
      const { openTfjs } = await import("./contenders/openTfjs.ts");
      return openTfjs(name, surroundings);
    }
    case "jax-js-wasm":
    case "jax-js-webgpu": {
      const device = name === "jax-js-wasm" ? "wasm" : "webgpu";
      if (device === "webgpu") await surroundings.prepareGpu();
      const { defaultDevice, init } = await import("@jax-js/jax");
      if (!(await init(device)).includes(device)) throw new Error(`jax-js has no device ${device} here.`);
      defaultDevice(device);
      const { prepareJaxJs } = await import("./contenders/jaxJs.ts");
      return { about: { library: `jax-js, jit, ${device}` }, prepare: async (task) => prepareJaxJs(task) };
    }
    default:
      return name satisfies never;
  }
}
