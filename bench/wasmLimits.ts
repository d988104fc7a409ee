// The compiled limits.as.ts on the memory of tfjs's WebAssembly backend.
import { calledByName, checkedExports, type NamedFunctions } from "../src/kernels/wasm/signature.ts";
import * as built from "./built/limits.ts";

/** Operations of one round of `multiplyAdds`: 12 sums of 4 numbers, a multiplication and an addition each. */
export const OPERATIONS_A_ROUND = 96;

export function limitKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): NamedFunctions<typeof built.signatures> {
  return calledByName(built, checkedExports(new WebAssembly.Instance(module, { env: { memory } }), built.signatures));
}
