// Records what is encoded on a tfjs WebGPU backend while it is also executed, and plays it again.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { internalsOf } from "./tfjsInternals.ts";

interface DispatchCommand {
  readonly kind: "dispatch";
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}
interface CopyCommand {
  readonly kind: "copy";
  readonly from: GPUBuffer;
  readonly fromOffset: number;
  readonly to: GPUBuffer;
  readonly toOffset: number;
  readonly size: number;
}
export type Command = DispatchCommand | CopyCommand;

/** Runs with every dispatch and copy of the backend noted in `log`, in order. */
export function whileLogging<T>(backend: WebGPUBackend, log: Command[], run: () => T): T {
  const internals = internalsOf(backend);
  flush(backend);
  const { ensureCommandEncoderReady } = internals;
  internals.ensureCommandEncoderReady = () => {
    internals.commandEncoder ??= loggingEncoder(backend.device.createCommandEncoder(), log);
  };
  try {
    return run();
  } finally {
    flush(backend);
    internals.ensureCommandEncoderReady = ensureCommandEncoderReady;
  }
}

/** Submits what tfjs has encoded and not yet submitted, and frees what waits for that. */
export function flush(backend: WebGPUBackend): void {
  const internals = internalsOf(backend);
  backend.endComputePassEncoder();
  if (internals.tensorDataPendingDisposal.length > 0) backend.ensureCommandEncoderReady();
  if (internals.commandEncoder) backend.submitQueue();
}

/** Encodes the log anew: as few passes as copies allow, and no state set twice. */
export function encodeLog(encoder: GPUCommandEncoder, log: readonly Command[]): void {
  let pass: GPUComputePassEncoder | undefined;
  let pipeline: GPUComputePipeline | undefined;
  for (const command of log) {
    if (command.kind === "copy") {
      pass?.end();
      pass = pipeline = undefined;
      encoder.copyBufferToBuffer(command.from, command.fromOffset, command.to, command.toOffset, command.size);
      continue;
    }
    pass ??= encoder.beginComputePass();
    if (command.pipeline !== pipeline) pass.setPipeline((pipeline = command.pipeline));
    pass.setBindGroup(0, command.group);
    pass.dispatchWorkgroups(command.x, command.y, command.z);
  }
  pass?.end();
}

/** The part of an encoder that tfjs uses; what could not be played again throws. */
function loggingEncoder(encoder: GPUCommandEncoder, log: Command[]): GPUCommandEncoder {
  const logging: Pick<GPUCommandEncoder, "finish" | "copyBufferToBuffer" | "beginComputePass"> = {
    finish: () => encoder.finish(),
    copyBufferToBuffer: ((from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, size: number) => {
      log.push({ kind: "copy", from, fromOffset, to, toOffset, size });
      encoder.copyBufferToBuffer(from, fromOffset, to, toOffset, size);
      return undefined;
    }) as GPUCommandEncoder["copyBufferToBuffer"],
    beginComputePass: (descriptor) => {
      if (descriptor?.timestampWrites) throw new Error("A step cannot be recorded while tfjs times its kernels.");
      return loggingPass(encoder.beginComputePass(), log);
    },
  };
  return refusing<GPUCommandEncoder>(logging);
}

function loggingPass(pass: GPUComputePassEncoder, log: Command[]): GPUComputePassEncoder {
  let pipeline: GPUComputePipeline | undefined;
  let group: GPUBindGroup | undefined;
  const logging: Pick<GPUComputePassEncoder, "setPipeline" | "setBindGroup" | "dispatchWorkgroups" | "end"> = {
    setPipeline: (next) => {
      pass.setPipeline((pipeline = next));
      return undefined;
    },
    setBindGroup: ((at: number, next: GPUBindGroup) => {
      pass.setBindGroup(at, (group = next));
    }) as GPUComputePassEncoder["setBindGroup"],
    dispatchWorkgroups: (x, y = 1, z = 1) => {
      if (!pipeline || !group) throw new Error("A dispatch without a pipeline and a bind group was to be recorded.");
      log.push({ kind: "dispatch", pipeline, group, x, y, z });
      pass.dispatchWorkgroups(x, y, z);
      return undefined;
    },
    end: () => {
      pass.end();
      return undefined;
    },
  };
  return refusing<GPUComputePassEncoder>(logging);
}

/** Any other method of the real object is an error with its name, not a silent gap in the log. */
function refusing<T extends object>(known: Partial<T>): T {
  return new Proxy(known, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name);
      if (found === undefined && typeof name === "string")
        throw new Error(`A step that uses ${name} cannot be recorded.`);
      return found;
    },
  }) as T;
}
