// A graphics device's faults as a run's failures: whatever was computed on a device that was
// lost or reported an error is not given out.
import type { DeviceError, DeviceHealth } from "../kernels/webgpu/openDevice.ts";
import { RunFault } from "../run/runFault.ts";

/** Does work that ends in reading the engine, and throws a RunFault in place of a result that cannot be trusted. */
export type Trusted = <T>(work: () => Promise<T>) => Promise<T>;

/** For one run, from its beginning; without a device all work is trusted. */
export function trustIn(device: DeviceHealth | undefined): Trusted {
  if (!device) return (work) => work();
  const { lost, errors, settle } = device;
  const loss = lost.then(({ message }) => {
    throw new RunFault(
      "device-lost",
      `The graphics device was lost: ${message || "no reason was given"}. ` +
        "Continue from the last checkpoint, or choose WebAssembly as the engine.",
    );
  });
  loss.catch(() => {});
  const before = errors.length;
  const check = () => {
    const first = errors[before];
    if (first) throw faultOf(first);
  };
  return async (work) => {
    try {
      // After a device is lost, a read may never be answered.
      const result = await Promise.race([work(), loss]);
      check();
      return result;
    } catch (error) {
      // The device may report what went wrong only after a read has failed because of it.
      await Promise.race([settle(), loss]);
      check();
      throw error;
    }
  };
}

function faultOf({ kind, message }: DeviceError): RunFault {
  if (kind === "out-of-memory") {
    return new RunFault(
      "out-of-memory",
      `The graphics device ran out of memory (${message}). Choose a smaller batch or width, ` +
        "or WebAssembly as the engine, and continue from the last checkpoint.",
    );
  }
  return new RunFault(
    "internal",
    `The graphics device reported an error, so that its numbers cannot be trusted: ${message}. ` +
      "Choose WebAssembly as the engine, and continue from the last checkpoint.",
  );
}
