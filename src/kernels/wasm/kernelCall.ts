// A call of one of our WebAssembly kernels, as data.
import { inOrder, type signatures } from "./built/kernels.ts";
import type { ArgumentsOf, ExportsOf, NamedFunctions } from "./signature.ts";

type KernelSignatures = typeof signatures;

export type KernelName = keyof KernelSignatures;

/** Our kernels, called by the names of their parameters in AssemblyScript; results are written to memory. */
export type Kernels = NamedFunctions<KernelSignatures>;

/** The same as the module exports them. */
export type KernelExports = ExportsOf<KernelSignatures>;

export type KernelCall<Name extends KernelName = KernelName> = {
  [Each in Name]: { readonly name: Each; readonly args: ArgumentsOf<KernelSignatures[Each]> };
}[Name];

/** The arguments as the module takes them. */
export function orderedArguments<Name extends KernelName>(call: KernelCall<Name>): readonly number[] {
  return inOrder[call.name](call.args);
}
