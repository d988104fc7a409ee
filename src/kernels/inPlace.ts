// Operations that change variables in place must not change anybody else's numbers. Knows no operation.
import { engine, mul, tidy, type Variable } from "@tensorflow/tfjs-core";

/**
 * Gives a variable memory of its own when it shares it, so that nothing else changes under its hand; a tensor
 * that comes to share it later shows what the variable becomes.
 */
export function ownMemory(variable: Variable): void {
  if (engine().backend.refCount(variable.dataId) <= 1) return;
  tidy(() => variable.assign(mul(variable, 1)));
}
