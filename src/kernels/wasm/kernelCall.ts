// A call of one of our WebAssembly kernels, as data.
import { signatures } from "./built/kernels.ts";
import { inOrder, type ArgumentsOf, type ExportsOf, type NamedFunctions } from "./signature.ts";

type KernelSignatures = typeof signatures;

export type KernelName = keyof KernelSignatures;

/** Our kernels, called by the names of their parameters in AssemblyScript; results are written in place. */
export type Kernels = NamedFunctions<KernelSignatures>;

/** The same as the module exports them. */
export type KernelExports = ExportsOf<KernelSignatures>;

export type KernelCall = {
  [Name in KernelName]: { readonly name: Name; readonly args: ArgumentsOf<KernelSignatures[Name]> };
}[KernelName];

/** The arguments as the module takes them. */
export const orderedArguments = ({ name, args }: KernelCall): readonly number[] =>
  inOrder(Object.keys(signatures[name].parameters), args);
