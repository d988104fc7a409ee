// One optimizer step in plain tfjs operations and assignments to the variables. The fast kernels are
// checked against it.
import { add, div, mul, sqrt, square, sub, type Tensor, type Variable } from "@tensorflow/tfjs-core";
import { referenceKernel, type KernelTable } from "../kernelTable.ts";
import { OptimizerStep, power, slotCount, type OptimizerAttributes } from "./op.ts";

type Inputs = Record<string, Tensor>;

export const optimizerReference: KernelTable = {
  [OptimizerStep]: referenceKernel((inputs: Inputs, attributes: OptimizerAttributes) => {
    attributes.decays.forEach((decay, i) => {
      const parameter = variable(inputs, `p${i}`);
      const g = decayed(inputs[`g${i}`] as Tensor, parameter, decay);
      const slots = Array.from({ length: slotCount[attributes.method] }, (_, k) =>
        variable(inputs, `s${i * slotCount[attributes.method] + k}`),
      );
      parameter.assign(sub(parameter, change(g, slots, attributes)));
      if (attributes.averageDecay === 0) return;
      const average = variable(inputs, `a${i}`);
      average.assign(add(mul(average, attributes.averageDecay), mul(parameter, 1 - attributes.averageDecay)));
    });
    return [];
  }),
};

function decayed(gradient: Tensor, parameter: Tensor, decay: number): Tensor {
  return decay === 0 ? gradient : add(gradient, mul(parameter, decay));
}

/** Moves the slots, and returns what is to be subtracted from the parameter. */
function change(
  g: Tensor,
  slots: Variable[],
  { method, learningRate, momentum, beta1, beta2, epsilon, step }: OptimizerAttributes,
): Tensor {
  switch (method) {
    case "sgd": {
      const [v] = slots as [Variable];
      v.assign(add(mul(v, momentum), g));
      return mul(v, learningRate);
    }
    case "adam": {
      const [m, v] = slots as [Variable, Variable];
      m.assign(add(mul(m, beta1), mul(g, 1 - beta1)));
      v.assign(add(mul(v, beta2), mul(square(g), 1 - beta2)));
      const root = sqrt(div(v, 1 - power(beta2, step)));
      return div(mul(div(m, 1 - power(beta1, step)), learningRate), add(root, epsilon));
    }
    default:
      throw new Error(`An optimizer is "sgd" or "adam", not "${String(method satisfies never)}".`);
  }
}

function variable(inputs: Inputs, name: string): Variable {
  return inputs[name] as Variable;
}
