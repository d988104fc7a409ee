// A batch's mean loss and accuracy on the tfjs WASM backend.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, kernelsOf } from "../wasm/attach.ts";
import { BatchScores } from "./op.ts";

export const batchScoresWasm: KernelTable = {
  [BatchScores]: ({ inputs, ...args }) => {
    const backend = args.backend as BackendWasm;
    const { meanLoss, probabilities, labels } = inputs as {
      meanLoss: TensorInfo;
      probabilities: TensorInfo;
      labels: TensorInfo;
    };
    const [batch, classes] = probabilities.shape as [number, number];
    const scores = backend.makeOutput([2], "float32");
    kernelsOf(backend).batchScores({
      meanLoss: addressOf(backend, meanLoss),
      probabilities: addressOf(backend, probabilities),
      labels: addressOf(backend, labels),
      scores: addressOf(backend, scores),
      batch,
      classes,
    });
    return scores;
  },
};
