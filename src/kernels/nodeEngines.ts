// The engines present in Node, with one way to run on each, and the reason why one is absent.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths, type BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend, ready, setBackend, tidy, type Tensor } from "@tensorflow/tfjs-core";
import { dawnAdapter } from "./dawn.ts";
import { registerReferenceKernels, registerWasmKernels, registerWebGpuKernels } from "./register.ts";
import { attachKernels } from "./wasm/attach.ts";
import { describeAdapter, openDevice, type OpenDevice } from "./webgpu/openDevice.ts";

const here = dirname(fileURLToPath(import.meta.url));
const tfjsWasm = join(here, "../../node_modules/@tensorflow/tfjs-backend-wasm/dist/");

/** "cpu" is tfjs's plain backend with the reference kernels, against which the others are checked. */
export type EngineName = "cpu" | "wasm-simd" | "wasm-relaxed" | "webgpu";

export interface NodeEngine {
  readonly name: EngineName;
  /** A software GPU: use tiny shapes. */
  readonly slow: boolean;
  /** Makes it the engine of all following operations. */
  activate(): Promise<void>;
  /** GPU validation errors since the last call. */
  takeErrors(): Promise<string[]>;
}

export interface AbsentEngine {
  readonly name: EngineName;
  readonly reason: string;
}

export const isPresent = (engine: NodeEngine | AbsentEngine): engine is NodeEngine => "activate" in engine;

/** Present or not; the first is the one that the others are checked against. */
export const everyEngine: readonly (NodeEngine | AbsentEngine)[] = [
  cpu(),
  wasm("simd"),
  wasm("relaxed"),
  await webgpu(),
];

export const engines: readonly NodeEngine[] = everyEngine.filter(isPresent);
export const absentEngines: readonly AbsentEngine[] = everyEngine.filter(
  (engine): engine is AbsentEngine => !isPresent(engine),
);

/** The present engine of this name. Throws, with the reason, when it is absent. */
export function engineNamed(name: EngineName): NodeEngine {
  const found = everyEngine.find((engine) => engine.name === name);
  if (found && isPresent(found)) return found;
  throw new Error(`The engine ${name} is absent: ${found?.reason ?? "unknown"}`);
}

/** Runs on an engine and reads the results; the engine that was active stays active. */
export async function valuesOn(engine: NodeEngine, run: () => Tensor[]): Promise<Float32Array[]> {
  const before = active;
  await engine.activate();
  const results = tidy(run);
  const values = await Promise.all(results.map(async (result) => Float32Array.from(await result.data())));
  results.forEach((result) => result.dispose());
  if (before && before !== engine) await before.activate();
  return values;
}

let active: NodeEngine | undefined;

async function select(engine: NodeEngine, backendName: string): Promise<void> {
  if (active === engine) return;
  if (!(await setBackend(backendName))) throw new Error(`The tfjs backend ${backendName} could not be started.`);
  await ready();
  active = engine;
}

function cpu(): NodeEngine {
  const engine: NodeEngine = {
    name: "cpu",
    slow: false,
    takeErrors: async () => [],
    activate: () => {
      registerReferenceKernels("cpu");
      return select(engine, "cpu");
    },
  };
  return engine;
}

function wasm(build: "simd" | "relaxed"): NodeEngine | AbsentEngine {
  const name = `wasm-${build}` as const;
  const file = join(here, `wasm/built/kernels-${build}.wasm`);
  if (!existsSync(file)) return { name, reason: "the module is not built: node scripts/build-wasm.mjs" };
  const bytes = readFileSync(file);
  // Node 20 has relaxed SIMD behind this flag, which can be set until the first such module is compiled.
  if (!WebAssembly.validate(bytes)) setFlagsFromString("--experimental-wasm-relaxed-simd");
  if (!WebAssembly.validate(bytes)) return { name, reason: "this Node refuses the module" };
  const module = new WebAssembly.Module(bytes);
  const engine: NodeEngine = {
    name,
    slow: false,
    takeErrors: async () => [],
    async activate() {
      if (active === engine) return;
      setWasmPaths(tfjsWasm);
      registerWasmKernels();
      await select(engine, "wasm");
      attachKernels(backend() as BackendWasm, module);
    },
  };
  return engine;
}

async function webgpu(): Promise<NodeEngine | AbsentEngine> {
  const name = "webgpu";
  const found = await dawnAdapter();
  if ("reason" in found) return { name, reason: found.reason };
  let device: OpenDevice | undefined;
  const engine: NodeEngine = {
    name,
    slow: describeAdapter(found).software,
    takeErrors: async () => (await device?.takeErrors()) ?? [],
    async activate() {
      if (!device) {
        device = await openDevice(found);
        registerWebGpuKernels();
      }
      await select(engine, "webgpu");
    },
  };
  return engine;
}
