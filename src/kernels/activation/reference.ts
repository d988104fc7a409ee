// Activations and their derivatives from tfjs operations: the formulas of src/activations on tensors, which the
// fast kernels are checked against.
import {
  add,
  clone,
  div,
  erf,
  exp,
  expm1,
  greater,
  less,
  mul,
  where,
  zerosLike,
  type Tensor,
} from "@tensorflow/tfjs-core";
import type { Arithmetic } from "../../activations/description.ts";
import { describeActivation, type Activation } from "../../activations/list.ts";
import { referenceKernel, type KernelTable } from "../kernelTable.ts";
import { ActivationGrad, ActivationKeepingInput, ActivationKernel, type ActivationAttributes } from "./op.ts";

const forward = referenceKernel(({ x }: { x: Tensor }, { activation }: ActivationAttributes) =>
  plainActivation(x, activation),
);

export const activationReference: KernelTable = {
  [ActivationKernel]: forward,
  [ActivationKeepingInput]: forward,
  [ActivationGrad]: referenceKernel(
    ({ dy, told }: { dy: Tensor; told: Tensor }, { activation }: ActivationAttributes) =>
      plainActivationGrad(dy, told, activation),
  ),
};

const onTensors: Arithmetic<Tensor> = {
  add,
  multiply: mul,
  divide: div,
  exp,
  expm1,
  erf,
  whereNegative: (x, then, otherwise) => where(less(x, 0), like(x, then), like(x, otherwise)),
  wherePositive: (x, then, otherwise) => where(greater(x, 0), like(x, then), like(x, otherwise)),
};

function like(x: Tensor, value: Tensor | number): Tensor {
  return typeof value === "number" ? add(zerosLike(x), value) : value;
}

/** act(x), in a tensor of its own. */
export function plainActivation(x: Tensor, activation: Activation): Tensor {
  const y = describeActivation(activation).forward(x, onTensors);
  return y === x ? clone(x) : y;
}

/** dy · act′, computed from y = act(x) or from x, as the activation's description says. */
export function plainActivationGrad(dy: Tensor, told: Tensor, activation: Activation): Tensor {
  const dx = describeActivation(activation).gradient(dy, told, onTensors);
  return dx === dy ? clone(dy) : dx;
}
