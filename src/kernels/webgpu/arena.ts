// The buffers of one recorded step. Its own are handed out while it is recorded, and reused within
// it as tfjs reuses its buffers. Those of variables are tfjs's and are pinned: tfjs cannot reuse
// them while the recording lives.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { bufferManagerOf, type BufferManagerInternals } from "./tfjsInternals.ts";

/** How many recordings hold a buffer. */
const pins = new WeakMap<GPUBuffer, number>();
/** Pinned buffers that tfjs has given up. */
const givenUp = new WeakSet<GPUBuffer>();
const guarded = new WeakSet<BufferManagerInternals>();

/** Uploads from JavaScript are replayed as recorded. A larger one, in bytes, is probably an input, and is refused. */
const LARGEST_CONSTANT_BYTES = 1024;

export class Arena {
  readonly #device: GPUDevice;
  readonly #manager: BufferManagerInternals;
  readonly #owned = new Set<GPUBuffer>();
  readonly #pinned: GPUBuffer[] = [];
  readonly #free = new Map<string, GPUBuffer[]>();
  /** Filled from JavaScript, so never to be overwritten by a later command of the step. */
  readonly #constant = new WeakSet<GPUBuffer>();
  /** tfjs's own buffers that the step gave back: kept until the recording has ended. */
  readonly #returned = new Set<GPUBuffer>();

  constructor(backend: WebGPUBackend) {
    this.#device = backend.device;
    this.#manager = bufferManagerOf(backend);
    guardPinned(this.#manager);
  }

  get bytes(): number {
    return [...this.#owned].reduce((sum, buffer) => sum + buffer.size, 0);
  }

  /** Runs while tfjs's buffer manager takes its buffers from here and returns them here. */
  whileActive<T>(run: () => T): T {
    const { acquireBuffer, releaseBuffer } = this.#manager;
    this.#manager.acquireBuffer = (size, usage, mapped = false) => this.#acquire(size, usage, mapped);
    this.#manager.releaseBuffer = (buffer) => this.#release(buffer);
    try {
      return run();
    } finally {
      this.#manager.acquireBuffer = acquireBuffer;
      this.#manager.releaseBuffer = releaseBuffer;
    }
  }

  /** A pinned buffer that no command of the step may take over. */
  constant(size: number, usage: GPUBufferUsageFlags, mappedAtCreation = false): GPUBuffer {
    const buffer = this.#create(size, usage, mappedAtCreation);
    this.#constant.add(buffer);
    return buffer;
  }

  /** Keeps a buffer of tfjs for the recording's life. */
  pin(buffer: GPUBuffer): void {
    pins.set(buffer, (pins.get(buffer) ?? 0) + 1);
    this.#pinned.push(buffer);
  }

  /** Takes a pinned buffer back that tfjs had given up; false when something still holds it. */
  reclaim(buffer: GPUBuffer): boolean {
    return this.#returned.delete(buffer) || givenUp.delete(buffer);
  }

  /** Hands the buffers that the step gave up, and that were not reclaimed, to tfjs's pool. */
  settle(): void {
    for (const buffer of this.#returned) this.#manager.releaseBuffer(buffer);
    this.#returned.clear();
  }

  /** Destroys its own buffers; pinned ones belong to tfjs alone again. */
  destroy(): void {
    this.#manager.numBytesAllocated -= this.bytes;
    for (const buffer of this.#owned) buffer.destroy();
    this.#owned.clear();
    this.#free.clear();
    for (const buffer of this.#pinned.splice(0)) {
      pins.set(buffer, (pins.get(buffer) ?? 1) - 1);
      if (pins.get(buffer) === 0 && givenUp.delete(buffer)) this.#manager.releaseBuffer(buffer);
    }
  }

  #acquire(size: number, usage: GPUBufferUsageFlags, mapped: boolean): GPUBuffer {
    if ((usage & GPUBufferUsage.MAP_READ) !== 0)
      throw new Error("A recorded step reads a tensor's values back; let it return the tensor instead.");
    if (mapped && size > LARGEST_CONSTANT_BYTES) {
      throw new Error(
        `A recorded step uploads ${size} bytes, over ${LARGEST_CONSTANT_BYTES}: what changes from step to step must be an input.`,
      );
    }
    if (mapped || (usage & GPUBufferUsage.UNIFORM) !== 0) return this.constant(size, usage, mapped);
    return this.#free.get(`${size} ${usage}`)?.pop() ?? this.#create(size, usage, false);
  }

  #release(buffer: GPUBuffer): void {
    if (!this.#owned.has(buffer)) {
      this.#returned.add(buffer);
      return;
    }
    if (this.#constant.has(buffer)) return;
    const key = `${buffer.size} ${buffer.usage}`;
    const list = this.#free.get(key);
    if (list) list.push(buffer);
    else this.#free.set(key, [buffer]);
  }

  #create(size: number, usage: GPUBufferUsageFlags, mappedAtCreation: boolean): GPUBuffer {
    const buffer = this.#device.createBuffer({ size, usage, mappedAtCreation });
    pins.set(buffer, 1);
    this.#owned.add(buffer);
    this.#manager.numBytesAllocated += size;
    return buffer;
  }
}

/** From here on the manager only notes that a pinned buffer was given up. */
function guardPinned(manager: BufferManagerInternals): void {
  if (guarded.has(manager)) return;
  guarded.add(manager);
  const release = manager.releaseBuffer.bind(manager);
  manager.releaseBuffer = (buffer, reuse) => {
    if ((pins.get(buffer) ?? 0) > 0) givenUp.add(buffer);
    else release(buffer, reuse);
  };
}
