// Which uniforms belong to the step that is being recorded on a backend, so that a replay can
// rewrite them.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

export interface UniformSlot {
  readonly role: string;
  readonly buffer: GPUBuffer;
  readonly bytes: number;
}

const slots = new WeakMap<WebGPUBackend, UniformSlot[]>();

/** Collects uniforms from here on; the list fills until `stopCollecting`. */
export function collectUniforms(backend: WebGPUBackend): readonly UniformSlot[] {
  const list: UniformSlot[] = [];
  slots.set(backend, list);
  return list;
}

export function stopCollecting(backend: WebGPUBackend): void {
  slots.delete(backend);
}

export function noteUniform(backend: WebGPUBackend, slot: UniformSlot): void {
  slots.get(backend)?.push(slot);
}
