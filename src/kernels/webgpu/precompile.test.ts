import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend, tidy } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerModelGradients } from "../../model/gradients.ts";
import { absentEngines, engines } from "../testEngines.ts";
import { dispatch, emptyTensor } from "./dispatch.ts";
import { compiledPipelines } from "./pipelines.ts";
import { compilePipelines } from "./precompile.ts";
import { writes, type Program } from "./program.ts";
import { batch, smallNetwork } from "./testNetwork.ts";

const gpu = engines.find(({ name }) => name === "webgpu");
const absent = absentEngines.find(({ name }) => name === "webgpu");
if (absent) console.warn(`NOT TESTED on webgpu: ${absent.reason}`);

describe.skipIf(!gpu)(`compiling ahead${absent ? ` (webgpu absent: ${absent.reason})` : ""}`, () => {
  beforeAll(async () => {
    registerModelGradients();
    await gpu?.activate();
  });
  afterAll(async () => expect(await gpu?.takeErrors()).toEqual([]));

  it("leaves weights, optimizer state and averages untouched, and nothing to compile for the step", async () => {
    const gpuBackend = backend() as WebGPUBackend;
    const network = smallNetwork();
    network.beginStep();
    const before = await network.values();
    const inputs = batch(1);
    const told: [number, number][] = [];
    const count = await compilePipelines(
      gpuBackend,
      () => {
        network.run(inputs);
      },
      (ready, total) => told.push([ready, total]),
    );

    expect(await network.values()).toEqual(before);
    expect(count).toBeGreaterThan(20);
    expect(told[0]).toEqual([0, count]);
    expect(told.at(-1)).toEqual([count, count]);

    const compiled = compiledPipelines(gpuBackend.device).size;
    const { losses } = tidy(() => network.run(inputs));
    expect([...(await losses.data())].every((loss) => loss > 0)).toBe(true);
    expect(compiledPipelines(gpuBackend.device).size).toBe(compiled);
    expect(await network.values()).not.toEqual(before);
    network.dispose();
  });

  it("tells what the compiler says of a faulty program", async () => {
    const faulty: Program<Record<string, never>> = {
      name: "faulty",
      workgroupSize: 64,
      bindings: () => [writes("y")],
      body: () => "fn run(index: i32, group: i32, lane: i32) { y[index] = nothing; }",
    };
    const gpuBackend = backend() as WebGPUBackend;
    const compiling = compilePipelines(gpuBackend, () =>
      dispatch(gpuBackend, {
        program: faulty,
        constants: {},
        bind: { y: emptyTensor(gpuBackend, [4]) },
        count: { threads: 4 },
      }),
    );
    await expect(compiling).rejects.toThrow();
    expect((await gpu?.takeErrors())?.join()).toContain("nothing");
  });
});
