// Opens a contender by its name. Each has a process or worker of its own: the state of tfjs and
// jax-js is global, and so are registered kernels and gradients.
import type { EngineAssets } from "../src/device/assets.ts";
import type { Contender } from "./contender.ts";

/** All that can take part where there is JavaScript. */
export const contenderNames = [
  "lab-wasm-simd",
  "lab-wasm-relaxed",
  "lab-webgpu",
  "tfjs-wasm",
  "tfjs-cpu",
  "tfjs-webgl",
  "tfjs-webgpu",
  "jax-js-wasm",
  "jax-js-webgpu",
] as const;
export type ContenderName = (typeof contenderNames)[number];

/** What differs between Node and a browser. */
export interface Surroundings {
  readonly assets: EngineAssets;
  readonly fetchData: (name: string) => Promise<ArrayBuffer>;
  /** Makes `navigator.gpu` available; throws with the reason where it cannot be. */
  prepareGpu(): Promise<void>;
}

export interface OpenOptions {
  readonly name: ContenderName;
  /** limits.as.ts compiled, base64. */
  readonly limits: Readonly<Record<"simd" | "relaxed", string>>;
}

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
