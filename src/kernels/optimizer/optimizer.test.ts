// The optimizer step on every engine against the formulas in plain JavaScript, over several
// steps and several parameters. Also checks that it works in place without changing other tensors.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import {
  backend,
  clone,
  dispose,
  memory,
  tensor,
  variable,
  zeros,
  type Tensor,
  type Variable,
} from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { describeEngines, farthest } from "../testEngines.ts";
import { numbers } from "../testNumbers.ts";
import { whileLogging, type Command } from "../webgpu/commandLog.ts";
import { parametersTogether } from "./webgpu.ts";
import { optimizerStep, power, slotCount, type OptimizerAttributes } from "./op.ts";

const shapes = [[3, 3, 2, 4], [5], [1], [2, 33], [48]];
const decays = [0.1, 0, 0.5, 0.01, 0];
const start = (i: number) => numbers(shapes[i] ?? [], 10 + i);
const gradient = (i: number, step: number) => numbers(shapes[i] ?? [], 100 * step + i);

type Settings = Omit<OptimizerAttributes, "step" | "decays">;

const settings: Record<string, Settings> = {
  SGD: { method: "sgd", learningRate: 0.1, momentum: 0, beta1: 0, beta2: 0, epsilon: 0, averageDecay: 0 },
  "SGD with momentum": {
    method: "sgd",
    learningRate: 0.05,
    momentum: 0.9,
    beta1: 0,
    beta2: 0,
    epsilon: 0,
    averageDecay: 0,
  },
  "SGD with momentum and averages": {
    method: "sgd",
    learningRate: 0.05,
    momentum: 0.9,
    beta1: 0,
    beta2: 0,
    epsilon: 0,
    averageDecay: 0.9,
  },
  Adam: { method: "adam", learningRate: 0.01, momentum: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, averageDecay: 0 },
  "Adam with averages": {
    method: "adam",
    learningRate: 0.01,
    momentum: 0,
    beta1: 0.8,
    beta2: 0.99,
    epsilon: 1e-3,
    averageDecay: 0.5,
  },
};

/** One parameter by the formulas, in double precision. */
function plainly(i: number, steps: number, s: Settings): { p: number[]; average: number[] } {
  const p = Array.from(start(i)),
    average = Array.from(p),
    m = p.map(() => 0),
    v = p.map(() => 0);
  for (let t = 1; t <= steps; t++) {
    const raw = gradient(i, t);
    p.forEach((value, k) => {
      const g = (raw[k] ?? NaN) + (decays[i] ?? NaN) * value;
      if (s.method === "sgd") {
        v[k] = s.momentum * (v[k] ?? NaN) + g;
        p[k] = value - s.learningRate * (v[k] ?? NaN);
      } else {
        m[k] = s.beta1 * (m[k] ?? NaN) + (1 - s.beta1) * g;
        v[k] = s.beta2 * (v[k] ?? NaN) + (1 - s.beta2) * g * g;
        const [mean, square] = [(m[k] ?? NaN) / (1 - s.beta1 ** t), (v[k] ?? NaN) / (1 - s.beta2 ** t)];
        p[k] = value - (s.learningRate * mean) / (Math.sqrt(square) + s.epsilon);
      }
      average[k] = s.averageDecay * (average[k] ?? NaN) + (1 - s.averageDecay) * (p[k] ?? NaN);
    });
  }
  return { p, average };
}

function set(s: Settings) {
  const parameters = shapes.map((shape, i) => variable(tensor(start(i), shape)));
  const slots = shapes.map((shape) => Array.from({ length: slotCount[s.method] }, () => variable(zeros(shape))));
  const averages = s.averageDecay === 0 ? undefined : shapes.map((shape, i) => variable(tensor(start(i), shape)));
  return { parameters, slots, averages };
}

function go(all: ReturnType<typeof set>, step: number, s: Settings): void {
  const gradients = shapes.map((shape, i) => tensor(gradient(i, step), shape));
  optimizerStep({ ...all, gradients, ...s, step, decays });
  dispose(gradients);
}

it("powers are right", () => {
  for (const t of [1, 2, 3, 10, 1000]) expect(power(0.999, t)).toBeCloseTo(0.999 ** t, 13);
});

describeEngines("optimizerStep", (engine) => {
  it.each(Object.entries(settings))("%s does what its formula says, over 5 steps", async (_, s) => {
    const all = set(s);
    for (let step = 1; step <= 5; step++) go(all, step, s);
    for (const i of shapes.keys()) {
      const wanted = plainly(i, 5, s);
      expect(farthest(await read(all.parameters[i]), wanted.p)).toBeLessThan(2e-6);
      if (all.averages) expect(farthest(await read(all.averages[i]), wanted.average)).toBeLessThan(2e-6);
    }
    dispose([all.parameters, all.slots.flat(), all.averages ?? []]);
  });

  it("changes nothing that shared a variable's memory before the step", async () => {
    const s = settings["SGD"] as Settings,
      all = set(s);
    const initial = tensor(start(1), shapes[1]);
    all.parameters[1]?.dispose();
    all.parameters[1] = variable(initial); // tfjs shares: initial and the variable are one memory
    const copies: Tensor[] = all.parameters.map((parameter) => clone(parameter));
    go(all, 1, s);
    expect(await read(initial)).toEqual(start(1));
    for (const [i, copy] of copies.entries()) expect(await read(copy)).toEqual(start(i));
    expect(farthest(await read(all.parameters[1]), plainly(1, 1, s).p)).toBeLessThan(2e-6);
    dispose([copies, initial, all.parameters, all.slots.flat()]);
  });

  it("allocates nothing from step to step", () => {
    const s = settings["Adam with averages"] as Settings,
      all = set(s);
    go(all, 1, s);
    const [tensors, buffers] = [memory().numTensors, memory().numDataBuffers];
    for (let step = 2; step < 5; step++) go(all, step, s);
    expect([memory().numTensors, memory().numDataBuffers]).toEqual([tensors, buffers]);
    dispose([all.parameters, all.slots.flat(), all.averages ?? []]);
  });

  it("takes several parameters a dispatch: as many as eight buffers hold, and at most as sixteen do", (context) => {
    context.skip(engine.name !== "webgpu", "only a GPU's kernels are dispatched");
    const s = settings["SGD with momentum"] as Settings,
      all = set(s),
      gpu = backend() as WebGPUBackend;
    const devices = [8, 10, 12, 31, 1e6].map(
      (maxStorageBuffersPerShaderStage) => ({ limits: { maxStorageBuffersPerShaderStage } }) as GPUDevice,
    );
    expect(devices.map((device) => parametersTogether(device, "sgd", false))).toEqual([2, 3, 4, 5, 5]);
    expect(devices.map((device) => parametersTogether(device, "adam", true))).toEqual([1, 2, 2, 3, 3]);
    const log: Command[] = [];
    whileLogging(gpu, log, () => go(all, 1, s));
    expect(log.filter(({ kind }) => kind === "dispatch").length).toBe(
      Math.ceil(shapes.length / parametersTogether(gpu.device, "sgd", false)),
    );
    dispose([all.parameters, all.slots.flat()]);
  });

  it("works in place: a variable keeps its memory", (context) => {
    context.skip(!(engine.name !== "cpu"), "the reference assigns new tensors");
    const s = settings["SGD with momentum"] as Settings,
      all = set(s);
    go(all, 1, s);
    const before = all.parameters.map((parameter) => parameter.dataId);
    go(all, 2, s);
    all.parameters.forEach((parameter, i) => expect(parameter.dataId).toBe(before[i])); // no deep comparison: a dataId is {}
    dispose([all.parameters, all.slots.flat()]);
  });

  it("names what does not fit", () => {
    const s = settings["Adam"] as Settings,
      all = set(s);
    expect(() => optimizerStep({ ...all, ...s, gradients: [], step: 1, decays })).toThrow(
      "0 gradients for 5 parameters",
    );
    expect(() => go({ ...all, slots: all.slots.map((own) => own.slice(1)) }, 1, s)).toThrow("1 slots, but adam has 2");
    expect(() => go(all, 0, s)).toThrow("Optimizer step 0");
    dispose([all.parameters, all.slots.flat()]);
  });
});

async function read(found: Tensor | Variable | undefined): Promise<Float32Array> {
  if (!found) throw new Error("There is no such tensor.");
  return Float32Array.from(await found.data());
}
