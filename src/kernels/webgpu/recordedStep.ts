// A recorded training step: the dispatches and copies of an eager step are recorded and played again
// with one submit, so that a step costs almost no JavaScript time. The same commands on the same
// device give the same bits.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { dispose, engine, keep, mul, tidy, type DataType, type Tensor, type Variable } from "@tensorflow/tfjs-core";
import { Arena } from "./arena.ts";
import { encodeLog, flush, whileLogging, type Command } from "./commandLog.ts";
import { bufferOf } from "./dispatch.ts";
import { collectUniforms, stopCollecting } from "./recording.ts";
import { internalsOf } from "./tfjsInternals.ts";

export type Tensors = Record<string, Tensor>;
/** Values for the uniforms that the step's kernels name, such as the optimizer's factors. */
export type Uniforms = Readonly<Record<string, Float32Array<ArrayBuffer>>>;

export interface RecordedStep<Outputs extends Tensors> {
  /** What the step gives; its tensors are overwritten by every replay, and belong to the recording. */
  readonly outputs: Outputs;
  readonly dispatches: number;
  /** GPU memory that the recording holds, variables apart, in bytes. */
  readonly bytes: number;
  /** Whether inputs have the shapes and kinds the step was recorded with. */
  fits(inputs: Tensors): boolean;
  /**
   * Brings variables that were reassigned since (restored, or moved by an eager step) back to
   * where the recording has them. False when that cannot be: one was disposed of, or another
   * tensor holds its earlier value. Then record again.
   */
  ready(): boolean;
  /** Plays the step with new inputs; submits without waiting. Throws when inputs do not fit or it is not ready. */
  replay(inputs: Tensors, uniforms: Uniforms): Outputs;
  dispose(): void;
}

interface Slot {
  readonly tensor: Tensor;
  readonly buffer: GPUBuffer;
}
/** A variable and the buffer in which the recording reads and writes it. */
interface Place extends Slot {
  readonly tensor: Variable;
}

export interface StepToRecord<Outputs extends Tensors> {
  readonly inputs: Tensors;
  /** Every variable that the step changes, in place or by assignment. */
  readonly variables: readonly Variable[];
  readonly run: (inputs: Tensors) => Outputs;
}

/**
 * Runs one step, for real, and records it. `run` may use all of tfjs, gradients and
 * assignments to variables too, under three conditions, each of which is checked: it reads no
 * values back, it creates no variables (so run a step or two before), and what changes from
 * step to step comes in as an input or through a named uniform, not as a constant: a number
 * computed in JavaScript stays as it was, and an upload of more than 1 KiB is refused.
 */
export function recordStep<Outputs extends Tensors>(
  backend: WebGPUBackend,
  { inputs, variables, run }: StepToRecord<Outputs>,
): RecordedStep<Outputs> {
  const arena = new Arena(backend);
  variables.forEach((each) => ownMemory(backend, each));
  const placeOf = (tensor: Variable): Place => ({ tensor, buffer: bufferOf(backend, tensor) });
  const places = variables.map(placeOf);
  for (const { buffer } of places) arena.pin(buffer);
  const others = registeredVariables()
    .filter((each) => !variables.includes(each))
    .map(placeOf);
  const slots = Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => [name, inputSlot(backend, arena, tensor)]),
  );
  copyInputs(backend, slots, inputs);

  const log: Command[] = [];
  const uniformSlots = collectUniforms(backend);
  let outputs: Outputs;
  try {
    outputs = arena.whileActive(() =>
      whileLogging(backend, log, () => {
        const results = tidy(() =>
          run(Object.fromEntries(Object.entries(slots).map(([name, { tensor }]) => [name, tensor]))),
        );
        Object.values(results).forEach((tensor) => {
          keep(tensor);
          bufferOf(backend, tensor);
        });
        flush(backend);
        const known = new Set([...places, ...others].map(({ tensor }) => tensor));
        const created = registeredVariables().find((each) => !known.has(each));
        if (created)
          throw new Error(`The recorded step creates the variable ${created.name}; run a step before recording one.`);
        const changed = others.find(({ tensor, buffer }) => tensor.isDisposed || bufferOf(backend, tensor) !== buffer);
        if (changed)
          throw new Error(
            `The recorded step reassigns the variable ${changed.tensor.name}, which is not among its ${places.length} variables.`,
          );
        const stray = places.find((place) => !bringHome(backend, arena, place));
        if (stray)
          throw new Error(
            `The recorded step reassigns the variable ${stray.tensor.name} while another tensor holds its earlier value.`,
          );
        return results;
      }),
    );
  } finally {
    stopCollecting(backend);
    arena.settle();
  }
  const kept = [...Object.values(outputs), ...places.map(({ tensor }) => tensor)];

  const recorded: RecordedStep<Outputs> = {
    outputs,
    bytes: arena.bytes,
    dispatches: log.filter(({ kind }) => kind === "dispatch").length,
    fits: (given) =>
      sameNames(given, slots) &&
      Object.entries(slots).every(([name, { tensor }]) => describe(given[name]) === describe(tensor)),
    ready: () => {
      flush(backend);
      const home = places.every((place) => bringHome(backend, arena, place));
      flush(backend);
      return home;
    },
    replay: (given, uniforms) => {
      if (!recorded.fits(given))
        throw new Error(
          `The step was recorded for ${describeAll(inputsOf(slots))}, and is given ${describeAll(given)}.`,
        );
      if (!recorded.ready())
        throw new Error(
          "A variable of the recorded step was disposed of, or its earlier value is held by another tensor; record the step again.",
        );
      for (const { role, buffer, bytes } of uniformSlots) {
        const values = uniforms[role];
        if (values?.byteLength !== bytes)
          throw new Error(`The uniform ${role} has ${bytes} bytes, and is given ${values?.byteLength ?? "none"}.`);
        backend.queue.writeBuffer(buffer, 0, values);
      }
      const encoder = backend.device.createCommandEncoder();
      copyInputs(backend, slots, given, encoder);
      encodeLog(encoder, log);
      backend.queue.submit([encoder.finish()]);
      for (const tensor of kept) forgetValues(backend, tensor);
      return outputs;
    },
    dispose: () => {
      flush(backend);
      dispose(Object.values(outputs));
      dispose(inputsOf(slots));
      flush(backend);
      arena.destroy();
    },
  };
  return recorded;
}

const registeredVariables = (): Variable[] => Object.values(engine().state.registeredVariables);

/** Gives a variable that shares its memory with another tensor its own, because a replay would change both. */
function ownMemory(backend: WebGPUBackend, variable: Variable): void {
  if (backend.refCount(variable.dataId) > 1) tidy(() => variable.assign(mul(variable, 1)));
}

/** Copies a variable's new value into the buffer it had when the step was recorded, which the next replay reads. */
function bringHome(backend: WebGPUBackend, arena: Arena, { tensor, buffer }: Place): boolean {
  if (tensor.isDisposed) return false;
  ownMemory(backend, tensor);
  const now = bufferOf(backend, tensor);
  if (now === buffer) return true;
  if (!arena.reclaim(buffer)) return false;
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  internalsOf(backend).commandEncoder?.copyBufferToBuffer(now, 0, buffer, 0, buffer.size);
  backend.tensorMap.get(tensor.dataId).resource = buffer;
  internalsOf(backend).uniformPendingDisposal.push(now); // tfjs's list of what to free once this is submitted
  return true;
}

function inputSlot(backend: WebGPUBackend, arena: Arena, { shape, dtype, size }: Tensor): Slot {
  const buffer = arena.constant(size * 4, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
  const info = backend.makeTensorInfo(shape, dtype);
  backend.tensorMap.get(info.dataId).resource = buffer;
  return { tensor: keep(engine().makeTensorFromTensorInfo(info)), buffer };
}

/** Values still in JavaScript are uploaded; values on the GPU are copied there. */
function copyInputs(
  backend: WebGPUBackend,
  slots: Readonly<Record<string, Slot>>,
  given: Tensors,
  into?: GPUCommandEncoder,
): void {
  flush(backend);
  const encoder = into ?? backend.device.createCommandEncoder();
  for (const [name, { tensor, buffer }] of Object.entries(slots)) {
    const source = given[name];
    if (!source) continue;
    const data = backend.tensorMap.get(source.dataId);
    if (data.resource) encoder.copyBufferToBuffer(data.resource as GPUBuffer, 0, buffer, 0, buffer.size);
    else backend.queue.writeBuffer(buffer, 0, words(data.values as ArrayLike<number>, tensor.dtype));
    forgetValues(backend, tensor);
  }
  if (!into) backend.queue.submit([encoder.finish()]);
}

/** As on the GPU: 32 bits per value. */
function words(values: ArrayLike<number>, dtype: DataType): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> {
  const already = values instanceof Float32Array || values instanceof Int32Array;
  if (already && values.buffer instanceof ArrayBuffer)
    return values as Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  return dtype === "float32" ? Float32Array.from(values) : Int32Array.from(values);
}

/** tfjs keeps a copy of a tensor's values once read; after a replay it is stale. */
function forgetValues(backend: WebGPUBackend, tensor: Tensor): void {
  const data = backend.tensorMap.get(tensor.dataId);
  if (data.resource) (data as { values: unknown }).values = null;
}

const inputsOf = (slots: Readonly<Record<string, Slot>>): Tensors =>
  Object.fromEntries(Object.entries(slots).map(([name, { tensor }]) => [name, tensor]));
const describe = (tensor: Tensor | undefined): string =>
  tensor ? `${tensor.dtype} [${tensor.shape.join(", ")}]` : "nothing";
const describeAll = (tensors: Tensors): string =>
  Object.entries(tensors)
    .map(([name, tensor]) => `${name} ${describe(tensor)}`)
    .join(", ");
const sameNames = (a: object, b: object): boolean => Object.keys(a).sort().join() === Object.keys(b).sort().join();
