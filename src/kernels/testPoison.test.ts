// What the random tests of kernels rely on: a result's cell that a kernel leaves unwritten is NaN, whatever was there.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { engine as tfjs, ones, registerKernel, type KernelFunc, type TensorInfo } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { describeEngines, valuesOn } from "./testEngines.ts";
import { inPoisonedMemory } from "./testPoison.ts";
import { addressOf, memoryOf } from "./wasm/attach.ts";
import { dispatch, emptyTensor } from "./webgpu/dispatch.ts";
import { writes, type Constants, type Program } from "./webgpu/program.ts";

const kernelName = "WritesFourOfFive";

const onWasm: KernelFunc = ({ backend }): TensorInfo => {
  const wasm = backend as BackendWasm;
  const y = wasm.makeOutput([5], "float32");
  new Float32Array(memoryOf(wasm).buffer, addressOf(wasm, y), 4).fill(1);
  return y;
};

const program: Program<Constants> = {
  name: kernelName,
  workgroupSize: 64,
  bindings: () => [writes("y")],
  body: () => "fn run(index: i32, group: i32, lane: i32) { if (index < 4) { y[index] = 1.0; } }",
};

const onWebGpu: KernelFunc = ({ backend }): TensorInfo => {
  const gpu = backend as WebGPUBackend;
  const y = emptyTensor(gpu, [5]);
  dispatch(gpu, { program, constants: {}, bind: { y }, count: { threads: 5 } });
  return y;
};

registerKernel({ kernelName, backendName: "wasm", kernelFunc: onWasm });
registerKernel({ kernelName, backendName: "webgpu", kernelFunc: onWebGpu });

describeEngines("poisoned memory", (engine) => {
  it("shows the cell that a kernel leaves unwritten", async (context) => {
    context.skip(engine.name === "cpu", "its results are new arrays, filled with zeros");
    for (let time = 0; time < 3; time++) {
      // memory that the kernel will be lent, full of plausible numbers
      ones([5]).dispose();
      const [y = []] = await valuesOn(engine, () =>
        inPoisonedMemory(engine, () => [tfjs().runKernel(kernelName, {}, {})]),
      );
      expect([...y]).toEqual([1, 1, 1, 1, NaN]);
    }
  });
});
