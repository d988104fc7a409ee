// Opens a WebGPU device with all that its adapter offers, and registers it with tfjs as the backend
// "webgpu". Reports the device's loss and its errors.
import { findBackendFactory, registerBackend, removeBackend, setBackend } from "@tensorflow/tfjs-core";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { adapterName, isSoftware } from "./softwareAdapter.ts";

const wantedFeatures: readonly GPUFeatureName[] = ["subgroups", "shader-f16", "timestamp-query"];

const wantedLimits = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupSizeY",
  "maxComputeWorkgroupsPerDimension",
] as const satisfies readonly (keyof GPUSupportedLimits)[];

export interface AdapterDescription {
  /** For a run's record, and the key of values remembered for it: "nvidia ampere". */
  readonly name: string;
  readonly description: string;
  /** A GPU emulated by the processor: about 100 times slower than WebAssembly on the same machine. */
  readonly software: boolean;
  readonly features: readonly string[];
  readonly largestBufferBytes: number;
}

export interface DeviceError {
  readonly kind: "out-of-memory" | "validation" | "internal";
  readonly message: string;
}

/** Whether a device still works and its results can be trusted. */
export interface DeviceHealth {
  /** Settles once the device is gone, with the reason; never while it works. */
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  /** Every error so far. Whatever was computed since an error cannot be trusted, whichever run caused it. */
  readonly errors: readonly DeviceError[];
  /** Waits for all work that was submitted, and for its errors. */
  settle(): Promise<void>;
}

export interface OpenDevice extends DeviceHealth {
  readonly backend: WebGPUBackend;
  readonly device: GPUDevice;
  readonly adapter: AdapterDescription;
  /** The messages of errors since the last call, once all work has ended. */
  takeErrors(): Promise<string[]>;
  /** Makes it tfjs's backend. Throws when tfjs cannot start it. */
  activate(): Promise<void>;
  /** Gives the backend, its buffers and the device back. */
  close(): void;
}

/** What is known of an adapter without opening it. */
export function describeAdapter(adapter: GPUAdapter): AdapterDescription {
  const { info, features, limits } = adapter;
  return {
    name: adapterName(info),
    description: info.description || info.device || info.architecture || "no description",
    software: isSoftware(info),
    features: [...features].sort(),
    largestBufferBytes: limits.maxBufferSize,
  };
}

/** The fastest adapter that the browser offers, or undefined where there is none (no WebGPU, or no GPU). */
export async function findAdapter(): Promise<GPUAdapter | undefined> {
  if (typeof navigator === "undefined" || !navigator.gpu) return undefined;
  return (await navigator.gpu.requestAdapter({ powerPreference: "high-performance" })) ?? undefined;
}

/** Opens the adapter's device and registers it as tfjs's backend "webgpu", in the place of an earlier one. */
export async function openDevice(adapter: GPUAdapter): Promise<OpenDevice> {
  const device = await adapter.requestDevice({
    requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(wantedLimits.map((limit) => [limit, adapter.limits[limit]])),
  });
  const errors: DeviceError[] = [];
  device.addEventListener("uncapturederror", ({ error }) =>
    errors.push({ kind: kindOf(error), message: error.message }),
  );
  // On a lost device there is nothing to wait for.
  const settle = () =>
    device.queue.onSubmittedWorkDone().then(
      () => {},
      () => {},
    );
  let taken = 0;
  const backend = new WebGPUBackend(device, adapter.info);
  register(backend);
  return {
    backend,
    device,
    adapter: describeAdapter(adapter),
    errors,
    settle,
    lost: device.lost.then(({ reason, message }) => ({ reason, message })),
    takeErrors: async () => {
      await settle();
      const fresh = errors.slice(taken);
      taken = errors.length;
      return fresh.map(({ message }) => message);
    },
    activate: async () => {
      if (!(await setBackend("webgpu")))
        throw new Error(`tfjs could not start its WebGPU backend on ${adapterName(adapter.info)}.`);
    },
    close: () => {
      removeBackend("webgpu");
      device.destroy();
    },
  };
}

function kindOf(error: GPUError): DeviceError["kind"] {
  if (error instanceof GPUOutOfMemoryError) return "out-of-memory";
  return error instanceof GPUValidationError ? "validation" : "internal";
}

/** tfjs registers a backend of its own on import, without optional features; ours takes its place. */
function register(backend: WebGPUBackend): void {
  if (findBackendFactory("webgpu")) removeBackend("webgpu");
  registerBackend("webgpu", () => backend, 3);
}
