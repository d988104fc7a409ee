// Softmax cross-entropy on the tfjs WASM backend, every shape.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, kernelsOf } from "../wasm/attach.ts";
import { SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad } from "./op.ts";

export const softmaxCrossEntropyWasm: KernelTable = {
  [SoftmaxCrossEntropy]: (args) => {
    const backend = args.backend as BackendWasm;
    const { logits, labels } = args.inputs as { logits: TensorInfo; labels: TensorInfo };
    const [batch, classes] = logits.shape as [number, number];
    const loss = backend.makeOutput([batch], "float32");
    const probabilities = backend.makeOutput([batch, classes], "float32");
    kernelsOf(backend).softmaxCrossEntropy({
      logits: addressOf(backend, logits),
      labels: addressOf(backend, labels),
      loss: addressOf(backend, loss),
      probabilities: addressOf(backend, probabilities),
      batch,
      classes,
    });
    return [loss, probabilities];
  },

  [SoftmaxCrossEntropyGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const { dloss, probabilities, labels } = args.inputs as {
      dloss: TensorInfo;
      probabilities: TensorInfo;
      labels: TensorInfo;
    };
    const [batch, classes] = probabilities.shape as [number, number];
    const dlogits = backend.makeOutput([batch, classes], "float32");
    kernelsOf(backend).softmaxCrossEntropyGrad({
      dloss: addressOf(backend, dloss),
      probabilities: addressOf(backend, probabilities),
      labels: addressOf(backend, labels),
      dlogits: addressOf(backend, dlogits),
      batch,
      classes,
    });
    return dlogits;
  },
};
