// Operations that change variables in place must not change other tensors that share the memory.
import { engine, mul, tidy, type Variable } from "@tensorflow/tfjs-core";

/**
 * Gives a variable memory of its own when it shares it, so that a change in place changes nothing else. A tensor
 * that comes to share it later shows the variable's new values.
 */
export function ownMemory(variable: Variable): void {
  if (engine().backend.refCount(variable.dataId) <= 1) return;
  tidy(() => variable.assign(mul(variable, 1)));
}
