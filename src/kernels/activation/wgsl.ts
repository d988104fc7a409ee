// The WGSL of an activation for values of one type, as programs use it.
import { describeActivation, type Activation } from "../../activations/list.ts";
import { valueType } from "../webgpu/kernel.ts";

export interface ActivationWgsl {
  /** Functions that the expressions call, for the program's text. */
  readonly functions: string;
  /** act(x) */
  forward(x: string): string;
  /** dy · act′ */
  gradient(dy: string, at: string): string;
}

export function activationWgsl(activation: Activation, lanes: number): ActivationWgsl {
  const { wgsl } = describeActivation(activation);
  const value = valueType(lanes);
  return {
    functions: wgsl.functions?.(value) ?? "",
    forward: (x) => wgsl.forward(x, value),
    gradient: (dy, at) => wgsl.gradient(dy, at, value),
  };
}
