// Starts stock tfjs on one of its backends, with the settings that are best for it.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend, env, ready, setBackend, version_core } from "@tensorflow/tfjs-core";
import { flush } from "../../src/kernels/webgpu/commandLog.ts";
import type { Contender } from "../contender.ts";
import type { TfjsPeer } from "../contenderNames.ts";
import type { Surroundings } from "../surroundings.ts";
import { prepareTfjs } from "./tfjs.ts";

export async function openTfjs(name: TfjsPeer, { assets, prepareGpu }: Surroundings): Promise<Contender> {
  const kind = await load(name, assets, prepareGpu);
  if (!(await setBackend(kind))) throw new Error(`tfjs could not start its backend ${kind}.`);
  await ready();
  const finish = kind === "webgpu" || kind === "webgl" ? finishOf(kind) : undefined;
  return {
    about: { library: `tfjs ${version_core}, ${kind}${kind === "wasm" ? " (XNNPACK, SIMD, one thread)" : ""}` },
    prepare: (task) => prepareTfjs(task, kind !== "wasm", finish),
  };
}

async function load(
  name: TfjsPeer,
  assets: Surroundings["assets"],
  prepareGpu: Surroundings["prepareGpu"],
): Promise<"wasm" | "cpu" | "webgl" | "webgpu"> {
  switch (name) {
    case "tfjs-wasm": {
      const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
      env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
      setWasmPaths({ ...assets.tfjsWasm });
      return "wasm";
    }
    case "tfjs-cpu":
      await import("@tensorflow/tfjs-backend-cpu");
      return "cpu";
    case "tfjs-webgl":
      await import("@tensorflow/tfjs-backend-webgl");
      return "webgl";
    case "tfjs-webgpu": {
      await prepareGpu();
      await import("@tensorflow/tfjs-backend-webgpu");
      // Off by default, and faster: a gradient of the input as a tiled product instead of a loop.
      env().set("WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE", false);
      return "webgpu";
    }
    default:
      return name satisfies never;
  }
}

/** Waits until everything submitted so far has ended, by reading back a number computed last. */
function finishOf(kind: "webgl" | "webgpu"): () => Promise<void> {
  if (kind === "webgpu") {
    return async () => {
      const own = backend() as WebGPUBackend;
      flush(own);
      await own.queue.onSubmittedWorkDone();
    };
  }
  return async () => {
    const { fill, add } = await import("@tensorflow/tfjs-core");
    const [a, one] = [fill([1], 1), fill([1], 1)];
    const sum = add(a, one);
    await sum.data();
    [a, one, sum].forEach((each) => each.dispose());
  };
}
