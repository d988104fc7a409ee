import { memory, setBackend } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { dawnAdapter } from "../kernels/dawn.ts";
import { registerWebGpuKernels } from "../kernels/register.ts";
import { engineNamed } from "../kernels/testEngines.ts";
import { openDevice, type DeviceError, type DeviceHealth } from "../kernels/webgpu/openDevice.ts";
import { parseRecipe } from "../recipe/parse.ts";
import type { RunEvent } from "../run/events.ts";
import { tinyDataset } from "./tinyDataset.ts";
import { train, type TrainOptions } from "./train.ts";

const found = await dawnAdapter();
const absent = "reason" in found ? found.reason : undefined;
if (absent !== undefined) console.warn(`NOT TESTED on webgpu: ${absent}`);

const dataset = tinyDataset(6, 4);
const recipe = parseRecipe({
  network: { width: 6, stages: [1], module: { segments: 3 } },
  training: { epochs: 2, batchSize: 2 },
});

async function open() {
  const adapter = await dawnAdapter();
  if ("reason" in adapter) throw new Error(adapter.reason);
  const device = await openDevice(adapter);
  registerWebGpuKernels();
  await device.activate();
  return device;
}

async function openWasm() {
  await engineNamed("wasm-simd").activate();
  await setBackend("wasm"); // opening the device has changed the backend
}

/** Long work lets the event loop go round, as it does in a worker. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

async function eventsOf(
  options: Partial<TrainOptions>,
  onEvent: (event: RunEvent) => void = () => {},
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const engine = { name: "cpu", adapter: "test", reason: "test" } as const;
  for await (const event of train(recipe, dataset, { runId: "run", engine, breathe, ...options })) {
    events.push(event);
    onEvent(event);
    await breathe();
  }
  return events;
}

const steps = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === "step" ? [[event.step, event.loss]] : []));
const evaluations = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === "evaluated" ? [event.loss] : []));

describe.skipIf(absent !== undefined)(
  `a run on a graphics device${absent === undefined ? "" : ` (absent: ${absent})`}`,
  () => {
    it("fails with a reason when its device is lost, and goes on with the same bits on a new device, or on WebAssembly", async () => {
      const first = await open();
      const before = memory().numTensors;
      const whole = await eventsOf({ device: first });
      expect(whole.at(-1)).toMatchObject({ type: "finished" });
      expect(whole.find(({ type }) => type === "preparing")).toMatchObject({ ready: 0 });

      const cut = await eventsOf({ device: first }, ({ type }) => type === "checkpointed" && first.device.destroy());
      expect(cut.at(-1)).toMatchObject({
        type: "failed",
        reason: "device-lost",
        message: expect.stringMatching(/lost.*Continue from the last checkpoint/) as string,
      });
      // The read that was under way is answered after the run has ended.
      await first.settle();
      await breathe();
      expect(memory().numTensors).toBe(before);
      const kept = cut.find((event) => event.type === "checkpointed");
      expect(kept?.checkpoint).toMatchObject({ epoch: 1, step: 3 });

      const second = await open();
      const rest = await eventsOf({ device: second, from: kept?.checkpoint ?? null });
      expect(rest.at(-1)).toMatchObject({ type: "finished" });
      expect(steps(rest)).toEqual(steps(whole).slice(3));
      expect(evaluations(rest)).toEqual(evaluations(whole).slice(2));
      second.close();

      await openWasm();
      const elsewhere = await eventsOf({ from: kept?.checkpoint ?? null });
      expect(elsewhere.at(-1)).toMatchObject({ type: "finished" });
      steps(elsewhere).forEach(([step, loss], i) => {
        expect(step).toBe(4 + i);
        expect(loss).toBeCloseTo(steps(whole)[3 + i]?.[1] ?? NaN, 3);
      });
    }, 120_000);

    it("shares it with another, which waits while kernels are compiled: both get the numbers that they get alone", async () => {
      const device = await open();
      // Both of one network, so that each needs what the other compiles.
      const together = await Promise.all([eventsOf({ device }), eventsOf({ device })]);
      const alone = await eventsOf({ device });
      // By then nothing is left to compile.
      expect(alone.map(({ type }) => type)).not.toContain("preparing");
      for (const events of together) {
        expect(events.at(-1)).toMatchObject({ type: "finished" });
        expect(steps(events)).toEqual(steps(alone));
        expect(evaluations(events)).toEqual(evaluations(alone));
      }
      expect(await device.takeErrors()).toEqual([]);
      device.close();
    }, 120_000);

    it("fails rather than go on with numbers that the device says are wrong", async () => {
      const device = await open();
      const events = await eventsOf({ device }, (event) => {
        if (event.type === "checkpointed")
          device.device.createBuffer({ size: device.device.limits.maxBufferSize * 2, usage: GPUBufferUsage.STORAGE });
      });
      expect(events.at(-1)).toMatchObject({
        type: "failed",
        reason: "internal",
        message: expect.stringContaining("max buffer size") as string,
      });
      expect(events.filter(({ type }) => type === "checkpointed")).toHaveLength(1);
      device.close();
    }, 120_000);
  },
);

describe("a run whose device reports a fault", () => {
  /** The run is on WebAssembly; the device is a stand-in. */
  function health(lose?: Promise<{ reason: string; message: string }>) {
    const errors: DeviceError[] = [];
    const device: DeviceHealth = { lost: lose ?? new Promise(() => {}), errors, settle: async () => {} };
    return { device, errors };
  }

  it("fails as out of memory, once and with what to do, and so does every other run on that device", async () => {
    await openWasm();
    const { device, errors } = health();
    const spoil = (event: RunEvent) =>
      event.type === "step" && event.step === 2 && errors.push({ kind: "out-of-memory", message: "no 64 MiB left" });
    const both = await Promise.all([eventsOf({ device }, spoil), eventsOf({ device })]);
    for (const events of both) {
      expect(events.at(-1)).toMatchObject({
        type: "failed",
        reason: "out-of-memory",
        message: expect.stringMatching(/no 64 MiB left.*smaller batch/) as string,
      });
    }
    // A later run on it is not blamed.
    expect((await eventsOf({ device })).at(-1)?.type).toBe("finished");
  });

  it("does not wait for a read that a lost device never answers", async () => {
    await openWasm();
    let lose: (info: { reason: string; message: string }) => void = () => {};
    const { device } = health(new Promise((resolve) => (lose = resolve)));
    const stuck = { ...device, settle: () => new Promise<void>(() => lose({ reason: "unknown", message: "" })) };
    expect((await eventsOf({ device: stuck })).at(-1)).toMatchObject({
      type: "failed",
      reason: "device-lost",
      message: expect.stringContaining("no reason was given") as string,
    });
  });
});
