// A training step on the WASM backend. It is watched until it has done the same twice, is then given
// memory of its own, and from then on is only its calls of kernels: no tensors, no tape, no
// allocation. Runs plainly when its inputs have another size, or when something in it cannot be
// watched.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import { addressOf, memoryOf } from "./attach.ts";
import { orderedArguments, type KernelCall } from "./kernelCall.ts";
import { ALIGNMENT, planMemory, type MemoryPlan } from "./planMemory.ts";
import { heapOf, watchStep, type Place, type PlannedMemory, type StepEvent, type Trace } from "./watchStep.ts";

export type Numbers = Float32Array | Int32Array;
export type StepInputs = Readonly<Record<string, Numbers>>;

export interface WasmStepDefinition {
  /** One whole step. Its inputs must become tensors unchanged. The small tensor it returns belongs to the caller. */
  readonly run: (inputs: StepInputs) => Tensor;
  /** Every variable that the step reads or changes. */
  readonly variables: readonly Variable[];
  /** The values of the uniforms for the coming step, by the names of `withUniform`. */
  readonly uniforms: () => Readonly<Record<string, Float32Array>>;
  /** Joins two consecutive calls into one, where that does the same. */
  readonly join?: JoinCalls;
  /** A replay offers to be interrupted this often. */
  readonly turnMs?: number;
}

/** A step's results, and how they were computed. */
export interface WasmStepDone {
  readonly results: readonly number[];
  readonly how: "watched" | "recorded" | "replayed" | "plain";
}

export interface WasmReplayedStep {
  /** Runs the next step. */
  next(inputs: StepInputs): WasmStepDone;
  /**
   * The same, and awaits `breathe` after each `turnMs` of a replay: its memory is its own, so other steps may run meanwhile, but
   * nothing may read or change this step's variables.
   */
  nextInTurns(inputs: StepInputs, breathe: () => Promise<void>): Promise<WasmStepDone>;
  /** Bytes of a recorded step's memory; 0 before. */
  readonly memoryBytes: number;
  /** Why the step last watched could not be recorded. */
  readonly obstacle: string | undefined;
  dispose(): void;
}

/** The one call that does what two calls do that follow each other, or undefined when there is none. */
export type JoinCalls = (first: KernelCall, second: KernelCall) => KernelCall | undefined;

/** After so many steps that differ from the one before, or cannot be watched, recording is given up. */
const PATIENCE = 6;

/** A step takes up to 100 ms, and a person's press waits for a core; to breathe takes 0.05 ms. */
const TURN_MS = 8;

interface Recording {
  readonly sizes: string;
  readonly variablesAt: string;
  readonly block: number;
  readonly events: readonly StepEvent[];
  readonly resultAddress: number;
  readonly resultCount: number;
}

export function wasmReplayedStep(
  backend: BackendWasm,
  { run, variables, uniforms, join = () => undefined, turnMs = TURN_MS }: WasmStepDefinition,
): WasmReplayedStep {
  let before: { readonly sizes: string; readonly trace: Trace } | undefined;
  let plan: MemoryPlan | undefined;
  let recording: Recording | undefined;
  let watched = 0;
  let obstacle: string | undefined;
  const variablesAt = (): string => variables.map((variable) => addressOf(backend, variable)).join();
  const forget = (): void => {
    if (recording) heapOf(backend)._free(recording.block);
    recording = undefined;
    before = undefined;
    plan = undefined;
  };

  const plain = (inputs: StepInputs): readonly number[] => {
    const tensor = run(inputs);
    const results = [...tensor.dataSync()];
    tensor.dispose();
    return results;
  };
  const watch = (inputs: StepInputs, planned?: PlannedMemory): Trace =>
    watchStep(
      backend,
      () => run(inputs),
      new Map(Object.entries(inputs).map(([name, values]) => [values, name])),
      planned,
    );

  function watchOnce(inputs: StepInputs, sizes: string): readonly number[] {
    watched++;
    const trace = watch(inputs);
    obstacle =
      trace.obstacle ?? (before?.sizes === sizes ? difference(before.trace, trace) : "it has been watched only once");
    if (obstacle === undefined) plan = planMemory(trace.arrays, trace.together);
    before = { sizes, trace };
    return trace.results;
  }

  /** Undefined when there is no memory for it. */
  function record(
    inputs: StepInputs,
    sizes: string,
    { offsets, bytes }: MemoryPlan,
    expected: Trace,
  ): readonly number[] | undefined {
    const block = heapOf(backend)._malloc(bytes + ALIGNMENT) >>> 0;
    if (block === 0) return undefined;
    const start = Math.ceil(block / ALIGNMENT) * ALIGNMENT;
    const place = (array: number, offset: number): number => start + (offsets[array] ?? NaN) + offset;
    try {
      const trace = watch(inputs, {
        place(array, size) {
          const foreseen = expected.arrays[array]?.bytes ?? 0;
          if (foreseen !== size)
            throw new Error(
              `A step asked for ${size} bytes as its array ${array + 1}, and the one before for ${foreseen}.`,
            );
          return place(array, 0);
        },
        owns: (address) => address >= start && address < start + bytes,
      });
      const unlike = trace.obstacle ?? difference(expected, trace, (at) => place(at.array, at.offset));
      if (unlike !== undefined) throw new Error(`A step was unlike the one before: ${unlike}.`);
      // A number that no kernel reads need not be rewritten.
      const needed = trace.events.filter(
        (event, moment) => event.kind === "call" || (expected.arrays[event.array]?.last ?? 0) > moment,
      );
      recording = {
        sizes,
        variablesAt: variablesAt(),
        block,
        events: joined(needed, join),
        resultAddress: trace.resultAddress,
        resultCount: trace.results.length,
      };
      before = undefined;
      return trace.results;
    } catch (error) {
      heapOf(backend)._free(block);
      throw error;
    }
  }

  /** Yields between two calls whenever a turn is over. */
  function* replay(
    { events, resultAddress, resultCount }: Recording,
    inputs: StepInputs,
  ): Generator<void, readonly number[]> {
    const given = { ...uniforms(), ...inputs };
    let turnEndsMs = performance.now() + turnMs;
    for (const event of events) {
      if (event.kind === "call") {
        event.kernel(...event.args);
        if (performance.now() < turnEndsMs) continue;
        yield;
        turnEndsMs = performance.now() + turnMs;
        continue;
      }
      const values = event.name === undefined ? event.bytes : given[event.name];
      if (values?.byteLength !== event.bytes.byteLength)
        throw new Error(
          `A replayed step was given ${values?.byteLength ?? 0} bytes of ` +
            `${event.name ?? "constants"} instead of ${event.bytes.byteLength}.`,
        );
      // A new view each time: the memory may have grown meanwhile.
      new Uint8Array(memoryOf(backend).buffer).set(
        new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
        event.address,
      );
    }
    return [...new Float32Array(memoryOf(backend).buffer, resultAddress, resultCount)];
  }

  function* turns(inputs: StepInputs): Generator<void, WasmStepDone> {
    const sizes = Object.entries(inputs)
      .map(([name, { length }]) => `${name} ${length}`)
      .join();
    if (recording && recording.variablesAt !== variablesAt()) forget();
    if (recording?.sizes === sizes) return { results: yield* replay(recording, inputs), how: "replayed" };
    if (recording || watched >= PATIENCE) return { results: plain(inputs), how: "plain" };
    if (plan && before?.sizes === sizes) {
      const results = record(inputs, sizes, plan, before.trace);
      if (results) return { results, how: "recorded" };
      watched = PATIENCE;
      return { results: plain(inputs), how: "plain" };
    }
    plan = undefined;
    return { results: watchOnce(inputs, sizes), how: "watched" };
  }

  return {
    get memoryBytes() {
      return recording && plan ? plan.bytes : 0;
    },
    get obstacle() {
      return obstacle;
    },
    next(inputs) {
      const step = turns(inputs);
      for (;;) {
        const turn = step.next();
        if (turn.done) return turn.value;
      }
    },
    async nextInTurns(inputs, breathe) {
      const step = turns(inputs);
      for (;;) {
        const turn = step.next();
        if (turn.done) return turn.value;
        await breathe();
      }
    },
    dispose: forget,
  };
}

/** Consecutive calls become one where `join` can do it. */
function joined(events: readonly StepEvent[], join: JoinCalls): readonly StepEvent[] {
  const result: StepEvent[] = [];
  for (const event of events) {
    const before = result.at(-1);
    const call = event.kind === "call" && before?.kind === "call" ? join(before.call, event.call) : undefined;
    if (call && event.kind === "call") result[result.length - 1] = { ...event, call, args: orderedArguments(call) };
    else result.push(event);
  }
  return result;
}

/**
 * How two steps differ, apart from named numbers and the addresses of arrays; undefined when they do not. `address`
 * gives where the second step has what the first has in an array; by default, the same place in its own array.
 */
function difference(a: Trace, b: Trace, address?: (place: Place) => number): string | undefined {
  if (a.arrays.length !== b.arrays.length)
    return `it asks for ${b.arrays.length} arrays, and before for ${a.arrays.length}`;
  if (a.events.length !== b.events.length)
    return `it takes ${b.events.length} calls and writes, and before ${a.events.length}`;
  if (a.arrays.some((array, index) => array.bytes !== b.arrays[index]?.bytes))
    return "its arrays have other sizes than before";
  return a.events.every((event, index) => alike(event, b.events[index], address))
    ? undefined
    : "it calls or writes something else than before";
}

function alike(a: StepEvent, b: StepEvent | undefined, address?: (place: Place) => number): boolean {
  if (a.kind === "write") {
    if (b?.kind !== "write" || a.array !== b.array || a.name !== b.name) return false;
    return a.name !== undefined || a.bytes.every((byte, index) => byte === b.bytes[index]);
  }
  if (b?.kind !== "call" || a.kernel !== b.kernel || a.args.length !== b.args.length) return false;
  return a.args.every((argument, index) => {
    const [now, was, is] = [b.args[index], a.places[index], b.places[index]];
    if (argument === now || Object.is(argument, now)) return true;
    if (!was) return false;
    return address ? now === address(was) : was.array === is?.array && was.offset === is.offset;
  });
}
