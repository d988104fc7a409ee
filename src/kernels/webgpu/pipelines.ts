// The compiled pipelines of a device, each under the key of its program and constants.
import { programKey, programSource, type Access, type Binding, type Constants, type Program } from "./program.ts";

export interface Compiled {
  /** Absent while it is being compiled in the background. */
  pipeline?: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
  readonly bindings: readonly Binding[];
  readonly source: string;
}

interface Cache {
  readonly compiled: Map<string, Compiled>;
  readonly layouts: Map<string, GPUBindGroupLayout>;
  readonly pending: Promise<void>[];
}

const caches = new WeakMap<GPUDevice, Cache>();

/** The pipeline for a program and its constants; with `inBackground` it is compiled without waiting for it. */
export function pipelineOf<C extends Constants>(
  device: GPUDevice,
  program: Program<C>,
  constants: C,
  inBackground = false,
): Compiled {
  const cache = cacheOf(device);
  const key = programKey(program, constants);
  const known = cache.compiled.get(key);
  if (known) return known;
  const source = programSource(program, constants);
  const bindings = program.bindings(constants);
  const layout = layoutOf(device, cache, bindings);
  const descriptor: GPUComputePipelineDescriptor = {
    label: program.name,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label: program.name, code: source }), entryPoint: "main" },
  };
  const compiled: Compiled = { layout, bindings, source };
  cache.compiled.set(key, compiled);
  if (!inBackground) {
    compiled.pipeline = device.createComputePipeline(descriptor);
    return compiled;
  }
  const done = device.createComputePipelineAsync(descriptor).then(
    (pipeline) => {
      compiled.pipeline = pipeline;
    },
    (error: unknown) => {
      cache.compiled.delete(key);
      throw error;
    },
  );
  cache.pending.push(done);
  return compiled;
}

/** The pipelines that were begun in the background since the last call, each settled when it is ready. */
export function pendingPipelines(device: GPUDevice): readonly Promise<void>[] {
  return cacheOf(device).pending.splice(0);
}

/** Every pipeline of a device by its key, with the WGSL it was made from. */
export function compiledPipelines(device: GPUDevice): ReadonlyMap<string, Compiled> {
  return cacheOf(device).compiled;
}

function cacheOf(device: GPUDevice): Cache {
  let cache = caches.get(device);
  if (!cache) caches.set(device, (cache = { compiled: new Map(), layouts: new Map(), pending: [] }));
  return cache;
}

function layoutOf(device: GPUDevice, cache: Cache, bindings: readonly Binding[]): GPUBindGroupLayout {
  const key = bindings.map(({ access }) => access).join();
  let layout = cache.layouts.get(key);
  if (!layout) {
    layout = device.createBindGroupLayout({
      entries: bindings.map(({ access }, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: bufferType(access) },
      })),
    });
    cache.layouts.set(key, layout);
  }
  return layout;
}

function bufferType(access: Access): GPUBufferBindingType {
  switch (access) {
    case "read":
      return "read-only-storage";
    case "write":
      return "storage";
    case "uniform":
      return "uniform";
    default:
      throw new Error(`A binding is read, write or uniform, not ${String(access satisfies never)}.`);
  }
}
