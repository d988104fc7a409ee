// Sums and products of tensors of one shape on the tfjs WASM backend, under tfjs's own names:
// backpropagation adds gradients where a value was used twice. Other shapes stay tfjs's.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { util, type KernelFunc, type TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf, kernelsOf } from "../wasm/attach.ts";
import type { PartialKernel } from "../wasm/tfjsKernels.ts";

type Pair = { a: TensorInfo; b: TensorInfo };

const ofOneShape: PartialKernel["covers"] = ({ inputs }) => {
  const { a, b } = inputs as Pair;
  return a.dtype === "float32" && b.dtype === "float32" && util.arraysEqual(a.shape, b.shape);
};

const elementwise =
  (kernel: "addArrays" | "multiplyArrays"): KernelFunc =>
  ({ inputs, ...args }) => {
    const backend = args.backend as BackendWasm;
    const { a, b } = inputs as Pair;
    const out = backend.makeOutput(a.shape, "float32");
    kernelsOf(backend)[kernel]({
      a: addressOf(backend, a),
      b: addressOf(backend, b),
      out: addressOf(backend, out),
      count: util.sizeFromShape(a.shape),
    });
    return out;
  };

export const elementwiseWasm: Readonly<Record<string, PartialKernel>> = {
  Add: { covers: ofOneShape, kernelFunc: elementwise("addArrays") },
  Multiply: { covers: ofOneShape, kernelFunc: elementwise("multiplyArrays") },
};
