// Runs a program on a tfjs WebGPU backend, in the order of tfjs's own commands: several
// outputs, and changes in place, are allowed.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { env, type DataType, type TensorInfo } from "@tensorflow/tfjs-core";
import { isHalf } from "./halfStorage.ts";
import { pipelineOf } from "./pipelines.ts";
import type { Constants, Program } from "./program.ts";
import { noteUniform } from "./recording.ts";
import { internalsOf } from "./tfjsInternals.ts";

/** A uniform's buffer, valid while `withUniform` runs. */
export interface Uniform {
  readonly uniform: GPUBuffer;
}

export interface Dispatch<C extends Constants> {
  readonly program: Program<C>;
  readonly constants: C;
  /** A tensor, or a uniform, for every binding of the program. */
  readonly bind: Readonly<Record<string, TensorInfo | Uniform>>;
  /** How many threads to start (rounded up to whole workgroups; the program must check), or workgroups. */
  readonly count: { readonly threads: number } | { readonly groups: number };
}

/** Encodes one dispatch behind everything tfjs has encoded so far. In compile-only mode it only compiles. */
export function dispatch<C extends Constants>(
  backend: WebGPUBackend,
  { program, constants, bind, count }: Dispatch<C>,
): void {
  const compileOnly = env().getBool("WEBGPU_ENGINE_COMPILE_ONLY");
  const { pipeline, layout, bindings } = pipelineOf(backend.device, program, constants, compileOnly);
  const internals = internalsOf(backend);
  const entries = bindings.map(({ name, access, half = false }, binding): GPUBindGroupEntry => {
    const bound = bind[name];
    if (!bound)
      throw new Error(
        `The program ${program.name} needs a binding ${name}; given are ${Object.keys(bind).join(", ")}.`,
      );
    if ("uniform" in bound) return { binding, resource: { buffer: bound.uniform } };
    if (isHalf(bound) !== half)
      throw new Error(
        `The program ${program.name} takes ${name} in ${half ? 16 : 32} bits, and was given it in ${half ? 32 : 16}; widen it first.`,
      );
    return { binding, resource: { buffer: bufferOf(backend, bound, access === "write") } };
  });
  if (compileOnly) return;
  if (!pipeline) throw new Error(`The program ${program.name} is still being compiled; await the compilation first.`);

  const pass = openPass(backend);
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, backend.device.createBindGroup({ layout, entries }));
  const groups = "groups" in count ? count.groups : Math.ceil(count.threads / program.workgroupSize);
  const widest = backend.device.limits.maxComputeWorkgroupsPerDimension;
  const rows = Math.ceil(groups / widest);
  pass.dispatchWorkgroups(Math.ceil(groups / rows), rows);
  internals.dispatchCountInPass++;
  closePassWhenFull(backend, program.name);
}

/** A tensor of the backend for a result, not yet filled. */
export function emptyTensor(backend: WebGPUBackend, shape: readonly number[], dtype: DataType = "float32"): TensorInfo {
  return backend.makeTensorInfo([...shape], dtype);
}

/** The buffer of a tensor, uploaded if need be, and kept until the pending commands have been submitted. */
export function bufferOf(backend: WebGPUBackend, tensor: TensorInfo, changes = false): GPUBuffer {
  if (!isHalf(tensor)) backend.uploadToGPU(tensor.dataId);
  const data = backend.tensorMap.get(tensor.dataId);
  // tfjs keeps a copy of values once read; a change in place makes it stale.
  if (changes) (data as { values: unknown }).values = null;
  internalsOf(backend).commandQueueOwnedIds.add(tensor.dataId);
  return data.resource as GPUBuffer;
}

/**
 * Runs dispatches that share a few numbers which change from step to step. `role` is the name
 * under which the replay of a recorded step may write them anew.
 */
export function withUniform(
  backend: WebGPUBackend,
  role: string,
  values: Float32Array<ArrayBuffer>,
  run: (uniform: Uniform) => void,
): void {
  const size = Math.ceil(values.byteLength / 16) * 16;
  const buffer = backend.bufferManager.acquireBuffer(size, GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM);
  backend.queue.writeBuffer(buffer, 0, values);
  noteUniform(backend, { role, buffer, bytes: values.byteLength });
  run({ uniform: buffer });
  // Only now: after a submit in between, tfjs would have reused it.
  internalsOf(backend).uniformPendingDisposal.push(buffer);
}

function openPass(backend: WebGPUBackend): GPUComputePassEncoder {
  const internals = internalsOf(backend);
  backend.ensureCommandEncoderReady();
  const encoder = internals.commandEncoder;
  if (!encoder)
    throw new Error("The tfjs WebGPU backend has no command encoder: this version of tfjs is not supported.");
  if (internals.activeTimers && internals.supportTimestampQuery) {
    backend.endComputePassEncoder();
    internals.querySet ??= backend.device.createQuerySet({ type: "timestamp", count: internals.querySetCount });
    const timestampWrites = { querySet: internals.querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
    return (internals.computePassEncoder = encoder.beginComputePass({ timestampWrites }));
  }
  return (internals.computePassEncoder ??= encoder.beginComputePass());
}

/** As tfjs does after each of its programs: time it, or submit when enough has gathered. */
function closePassWhenFull(backend: WebGPUBackend, name: string): void {
  const internals = internalsOf(backend);
  if (internals.activeTimers) {
    backend.endComputePassEncoder();
    internals.activeTimers.push({ name, query: backend.getQueryTime() });
  } else if (internals.dispatchCountInPass >= env().getNumber("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE")) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
}
