import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import {
  add,
  backend,
  mean,
  memory,
  mul,
  randomUniform,
  sub,
  tensor,
  variable,
  type Tensor,
  type Variable,
} from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerModelGradients } from "../../model/gradients.ts";
import { absentEngines, engines } from "../testEngines.ts";
import { recordStep, type Tensors } from "./recordedStep.ts";
import { replayedStep } from "./replayedStep.ts";
import { batch, filled, smallNetwork } from "./testNetwork.ts";

const gpu = engines.find(({ name }) => name === "webgpu");
const absent = absentEngines.find(({ name }) => name === "webgpu");
if (absent) console.warn(`NOT TESTED on webgpu: ${absent.reason}`);

const record = <Outputs extends Tensors>(
  inputs: Tensors,
  run: (inputs: Tensors) => Outputs,
  variables: readonly Variable[] = [],
) => recordStep(backend() as WebGPUBackend, { inputs, variables, run });

async function train(batches: readonly (() => Tensors)[], warmUpSteps: number) {
  const network = smallNetwork();
  const step = replayedStep(backend() as WebGPUBackend, { ...network, warmUpSteps });
  const losses: number[][] = [],
    ways: string[] = [],
    counts: { tensors: number; bytes: number }[] = [];
  for (const make of batches) {
    network.beginStep();
    const inputs = make();
    const { outputs, how } = step.next(inputs);
    losses.push([...(await outputs.losses.data())]);
    ways.push(how);
    Object.values(inputs).forEach((each) => each.dispose());
    counts.push({ tensors: memory().numTensors, bytes: (backend() as WebGPUBackend).bufferManager.numBytesAllocated });
  }
  const values = await network.values();
  step.dispose();
  network.dispose();
  return { losses, ways, values, counts };
}

describe.skipIf(!gpu)(`a recorded step${absent ? ` (webgpu absent: ${absent.reason})` : ""}`, () => {
  beforeAll(async () => {
    registerModelGradients();
    await gpu?.activate();
  });
  afterAll(async () => expect(await gpu?.takeErrors()).toEqual([]));

  const five = [1, 2, 3, 4, 5].map((seed) => () => batch(seed));

  it("gives the eager path's losses and state, bit for bit, with new images, labels and rates in every step", async () => {
    const eager = await train(five, 99);
    const recorded = await train(five, 1);
    expect(eager.ways).toEqual(["eager", "eager", "eager", "eager", "eager"]);
    expect(recorded.ways).toEqual(["eager", "recorded", "replayed", "replayed", "replayed"]);
    expect(recorded.losses).toEqual(eager.losses);
    expect(recorded.values).toEqual(eager.values);
    expect(new Set(eager.losses.flat()).size).toBeGreaterThan(5);
  });

  it("runs eagerly where a batch has another shape, and goes on replaying after it", async () => {
    const batches = [1, 2, 3].map((seed) => () => batch(seed)).concat([() => batch(4, 3), () => batch(5)]);
    const recorded = await train(batches, 1);
    expect(recorded.ways).toEqual(["eager", "recorded", "replayed", "eager", "replayed"]);
    const eager = await train(batches, 99);
    expect(recorded.losses).toEqual(eager.losses);
    expect(recorded.values).toEqual(eager.values);
  });

  it("allocates nothing once it is replayed", async () => {
    const { counts } = await train([...five, ...five], 1);
    expect(new Set(counts.slice(3).map(({ tensors }) => tensors)).size).toBe(1);
    expect(new Set(counts.slice(4).map(({ bytes }) => bytes)).size).toBe(1);
  });

  it.each([
    [
      "goes on from a restored variable",
      (network: ReturnType<typeof smallNetwork>) => network.parameters[0]?.assign(filled([3, 3, 1, 4], 77)),
      "replayed",
    ],
    [
      "is recorded again when somebody holds on to a variable's values",
      (network: ReturnType<typeof smallNetwork>) => network.moving.clone(),
      "recorded",
    ],
  ] as const)("%s", async (_what, meddle, how) => {
    const run = async (warmUpSteps: number) => {
      const network = smallNetwork();
      const step = replayedStep(backend() as WebGPUBackend, { ...network, warmUpSteps });
      const ways: string[] = [];
      for (const seed of [1, 2, 3, 4, 5, 6]) {
        network.beginStep();
        if (seed === 4) meddle(network);
        const inputs = batch(seed);
        ways.push(step.next(inputs).how);
        Object.values(inputs).forEach((each) => each.dispose());
      }
      const values = await network.values();
      step.dispose();
      network.dispose();
      return { ways, values };
    };
    const [recorded, eager] = [await run(1), await run(99)];
    expect(recorded.ways).toEqual(["eager", "recorded", "replayed", how, "replayed", "replayed"]);
    expect(recorded.values).toEqual(eager.values);
  });

  it("gives its memory back", async () => {
    const { bufferManager } = backend() as WebGPUBackend;
    const x = tensor([1, 2, 3, 4]);
    const run = () => record({ x }, (inputs) => ({ y: mul(add(inputs["x"] as Tensor, 1), 2) }));
    run().dispose();
    const before = { tensors: memory().numTensors, bytes: bufferManager.numBytesAllocated };
    const step = run();
    expect(step.bytes).toBeGreaterThan(0);
    step.dispose();
    expect({ tensors: memory().numTensors, bytes: bufferManager.numBytesAllocated }).toEqual(before);
    x.dispose();
  });

  it("takes inputs from JavaScript and from the GPU", async () => {
    const x = tensor([1, 2, 3, 4]);
    const step = record({ x }, (inputs) => ({ y: sub(inputs["x"] as Tensor, 1) }));
    const onGpu = add(x, 9);
    expect([...(await step.replay({ x: onGpu }, {}).y.data())]).toEqual([9, 10, 11, 12]);
    expect([...(await step.replay({ x: tensor([5, 6, 7, 8]) }, {}).y.data())]).toEqual([4, 5, 6, 7]);
    step.dispose();
  });

  const one = (): Tensors => ({ x: tensor([1, 2, 3, 4]) });
  const refused: [string, (inputs: Tensors) => Tensors, string][] = [
    ["uploads a mask of its own", ({ x }) => ({ y: add(x as Tensor, mean(randomUniform([512]))) }), "must be an input"],
    ["creates a variable", ({ x }) => ({ y: add(x as Tensor, variable(add(x as Tensor, 1))) }), "creates the variable"],
  ];
  it.each(refused)("refuses a step that %s", (_what, run, message) => {
    expect(() => record(one(), run)).toThrow(message);
  });

  it("refuses to change a variable that it was not told of", () => {
    const counter = variable(filled([2], 1));
    expect(() =>
      record(one(), ({ x }) => {
        counter.assign(mul(counter, 2));
        return { y: add(x as Tensor, 1) };
      }),
    ).toThrow("not among its 0 variables");
    counter.dispose();
  });

  it("refuses to read values back while it is recorded", async () => {
    let reading: Promise<unknown> = Promise.resolve();
    const step = record(one(), ({ x }) => {
      const y = add(x as Tensor, 1);
      reading = y.data();
      return { y };
    });
    await expect(reading).rejects.toThrow("reads a tensor's values back");
    step.dispose();
  });

  it("refuses inputs of another shape, naming both", () => {
    const step = record(one(), ({ x }) => ({ y: add(x as Tensor, 1) }));
    expect(() => step.replay({ x: tensor([1, 2]) }, {})).toThrow(
      "recorded for x float32 [4], and is given x float32 [2]",
    );
    step.dispose();
  });
});
