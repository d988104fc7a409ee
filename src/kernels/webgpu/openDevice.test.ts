import { backend, memory, tensor } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { activate } from "../activation/op.ts";
import { dawnAdapter } from "../dawn.ts";
import { registerWebGpuKernels } from "../register.ts";
import { openDevice } from "./openDevice.ts";
import { threadsToFill } from "./parallelism.ts";
import { releasePooledBuffers } from "./pooledBuffers.ts";
import { adapterName, isSoftware, type AdapterNames } from "./softwareAdapter.ts";
import { tuneParallelism } from "./tuneParallelism.ts";

describe("what adapters say of themselves", () => {
  it.each<[string, boolean, AdapterNames]>([
    ["Chromium's SwiftShader", true, { vendor: "google", architecture: "swiftshader", description: "" }],
    ["Mesa's llvmpipe", true, { vendor: "mesa", architecture: "", description: "llvmpipe (LLVM 15.0.6, 256 bits)" }],
    ["Windows' WARP", true, { vendor: "microsoft", device: "0x8c", description: "Microsoft Basic Render Driver" }],
    ["whatever calls itself software", true, { vendor: "acme", description: "Acme Software Renderer" }],
    ["whatever calls itself a fallback", true, { vendor: "nvidia", architecture: "ampere", isFallbackAdapter: true }],
    ["a graphics card", false, { vendor: "nvidia", architecture: "ampere", description: "", isFallbackAdapter: false }],
    [
      "a laptop's chip",
      false,
      { vendor: "intel", architecture: "gen-12lp", description: "Intel(R) Iris(R) Xe Graphics" },
    ],
    ["a browser that says nothing", false, { vendor: "", architecture: "", description: "" }],
  ])("tells %s from a processor: %s", (_who, software, names) => {
    expect(isSoftware(names)).toBe(software);
  });

  it("gives a name to remember them by", () => {
    expect(adapterName({ vendor: "nvidia", architecture: "ampere", description: "driver 555.1" })).toBe(
      "nvidia ampere",
    );
    expect(adapterName({ vendor: "", architecture: "", description: "" })).toBe("unnamed adapter");
  });
});

const found = await dawnAdapter();
const reason = "reason" in found ? found.reason : undefined;
if (reason !== undefined) console.warn(`NOT TESTED on webgpu: ${reason}`);

describe.skipIf(reason !== undefined)(`an opened device${reason === undefined ? "" : ` (absent: ${reason})`}`, () => {
  const open = async () => {
    const adapter = await dawnAdapter();
    if ("reason" in adapter) throw new Error(adapter.reason);
    const device = await openDevice(adapter);
    registerWebGpuKernels();
    await device.activate();
    return { device, adapter };
  };

  it("has the adapter's limits and features, computes, surfaces errors, frees its pool, and can be followed by another", async () => {
    const { device, adapter } = await open();
    expect(backend()).toBe(device.backend);
    expect(device.device.limits.maxBufferSize).toBe(adapter.limits.maxBufferSize);
    expect(device.device.limits.maxStorageBuffersPerShaderStage).toBe(adapter.limits.maxStorageBuffersPerShaderStage);
    for (const feature of ["subgroups", "shader-f16", "timestamp-query"]) {
      expect(device.device.features.has(feature)).toBe(adapter.features.has(feature));
    }

    const positive = activate(tensor([-1, 2, -3, 4]), "relu");
    expect([...(await positive.data())]).toEqual([0, 2, 0, 4]);
    expect(await device.takeErrors()).toEqual([]);

    device.device.createBuffer({ size: adapter.limits.maxBufferSize * 2, usage: GPUBufferUsage.STORAGE });
    expect((await device.takeErrors()).length).toBe(1);
    expect(await device.takeErrors()).toEqual([]);

    positive.dispose();
    const allocated = (memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;
    const { releasedBytes } = releasePooledBuffers(device.backend);
    expect(releasedBytes).toBeGreaterThan(0);
    expect((memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU).toBe(
      allocated - releasedBytes,
    );
    expect([...(await activate(tensor([5, -6, 7, 8]), "relu").data())]).toEqual([5, 0, 7, 8]);

    const before = memory().numTensors;
    const chosen = await tuneParallelism(device.backend, { candidates: [32, 64], shape: [1, 4, 4, 8], rounds: 1 });
    expect([32, 64]).toContain(chosen);
    expect(threadsToFill(device.backend)).toBe(chosen);
    expect(memory().numTensors).toBe(before);

    device.close();
    expect((await device.lost).reason).toBe("destroyed");

    const { device: next } = await open();
    expect([...(await activate(tensor([1, -2]), "relu").data())]).toEqual([1, 0]);
    expect(await next.takeErrors()).toEqual([]);
    next.close();
  });
});
