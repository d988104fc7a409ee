// The shape in which an operation hands its kernels to register.ts.
import { tidy, type KernelFunc, type Tensor } from "@tensorflow/tfjs-core";

/** Kernel names to the functions that run them on one engine. */
export type KernelTable = Readonly<Record<string, KernelFunc>>;

/**
 * A kernel made of tfjs operations, so that it runs on any backend. tfjs hands whole
 * tensors to a kernel; `Inputs` says which, `Attributes` with what settings. What the
 * function allocates on the way is released, and nothing of it reaches a gradient tape.
 */
export function referenceKernel<Inputs, Attributes>(
  run: (inputs: Inputs, attributes: Attributes) => Tensor | Tensor[],
): KernelFunc {
  return ({ inputs, attrs }) => tidy(() => run(inputs as unknown as Inputs, attrs as unknown as Attributes));
}
