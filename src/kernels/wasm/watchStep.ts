// Runs a step and writes down what it does to the memory of the tfjs WASM backend: which arrays
// it asks for and when it needs them, which kernels it calls, what JavaScript writes.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { Tensor } from "@tensorflow/tfjs-core";
import { addressOf } from "./attach.ts";
import type { KernelCall } from "./kernelCall.ts";
import { currentUpload, observing } from "./observer.ts";
import type { Lifetime } from "./planMemory.ts";
import type { WasmFunction } from "./signature.ts";

export type StepEvent =
  /** `places` gives, for each argument that is an address, the array it points into, and how far. */
  | {
      readonly kind: "call";
      readonly call: KernelCall;
      readonly kernel: WasmFunction;
      readonly args: readonly number[];
      readonly places: readonly (Place | undefined)[];
    }
  /** A write from JavaScript. `name` says what was written, or that it is always the same. */
  | {
      readonly kind: "write";
      readonly array: number;
      readonly address: number;
      readonly bytes: Uint8Array;
      readonly name: string | undefined;
    };

/** `array` counts the arrays that the step asks for. */
export interface Place {
  readonly array: number;
  readonly offset: number;
}

export interface Trace {
  readonly events: readonly StepEvent[];
  /** The arrays in the order in which they were asked for; moments count events. */
  readonly arrays: readonly Lifetime[];
  /** Which of them should lie side by side. */
  readonly together: readonly (readonly number[])[];
  /** Where the step's results are, and their values. */
  readonly resultAddress: number;
  readonly results: readonly number[];
  /** Why replaying the events would not do the same; undefined when it would. */
  readonly obstacle: string | undefined;
}

/** The parts of the backend's memory that are used here. */
interface Heap {
  _malloc: (bytes: number) => number;
  _free: (address: number) => void;
}

export const heapOf = (backend: BackendWasm): Heap => backend.wasm as unknown as Heap;

/** Memory that was planned: the address of the n-th array, and whether an address is one of its own. */
export interface PlannedMemory {
  place(array: number, bytes: number): number;
  owns(address: number): boolean;
}

/**
 * Runs a step, whose results are the numbers of one tensor. `names` says which of the typed arrays that it turns into
 * tensors are inputs. With `planned`, its arrays lie there.
 */
export function watchStep(
  backend: BackendWasm,
  run: () => Tensor,
  names: ReadonlyMap<unknown, string>,
  planned?: PlannedMemory,
): Trace {
  const heap = heapOf(backend);
  heap._free(heap._malloc(1)); // Emscripten installs these functions when they are first called
  const { _malloc: allocate, _free: release } = heap;
  const events: StepEvent[] = [];
  const arrays: { bytes: number; address: number; first: number; last: number }[] = [];
  const together: number[][] = [];
  const live = new Map<number, number>();
  let held = 0;
  let obstacle: string | undefined;
  /** An argument that only looks like an address makes an array's life too long, never too short. */
  const note = (address: number): Place | undefined => {
    for (const array of live.values()) {
      const own = arrays[array];
      if (!own || address < own.address || address >= own.address + own.bytes) continue;
      own.last = events.length;
      return { array, offset: address - own.address };
    }
    return undefined;
  };

  heap._malloc = (bytes) => {
    const array = arrays.length;
    const address = planned ? planned.place(array, bytes) : allocate(bytes) >>> 0;
    arrays.push({ bytes, address, first: events.length, last: events.length });
    live.set(address, array);
    held++;
    return address;
  };
  heap._free = (address) => {
    const own = planned ? planned.owns(address) : live.delete(address);
    if (own) held--;
    else obstacle ??= "it gives back memory that it did not ask for";
    if (!own || !planned) release(address);
  };
  const move = backend.move.bind(backend);
  backend.move = (dataId, values, shape, dtype, refCount) => {
    const array = arrays.length;
    move(dataId, values, shape, dtype, refCount);
    const made = arrays[array];
    if (!ArrayBuffer.isView(values) || !made) return;
    made.last = events.length;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, made.bytes).slice();
    events.push({ kind: "write", array, address: made.address, bytes, name: names.get(values) ?? currentUpload() });
  };
  try {
    return observing(
      {
        called(call, kernel, args) {
          events.push({ kind: "call", call, kernel, args, places: args.map(note) });
        },
        together(addresses) {
          const own = addresses.map((address) => live.get(address));
          const known = own.filter((array) => array !== undefined);
          // An array that lies elsewhere, or is in a list already, cannot be moved; the kernel then works without.
          if (
            known.length === own.length &&
            new Set([...together.flat(), ...known]).size === together.flat().length + known.length
          )
            together.push(known);
        },
        unseen: (kernelName) => {
          obstacle ??= `it runs ${kernelName}, which nobody watches`;
        },
      },
      () => {
        const tensor = run();
        const resultAddress = addressOf(backend, tensor);
        note(resultAddress);
        const results = [...tensor.dataSync()];
        tensor.dispose();
        if (held !== 0) obstacle ??= `it keeps ${held} arrays`;
        return { events, arrays, together, resultAddress, results, obstacle };
      },
    );
  } finally {
    Reflect.deleteProperty(backend, "move");
    heap._malloc = allocate;
    heap._free = release;
  }
}
