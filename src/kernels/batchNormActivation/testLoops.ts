// Batch norm with residual and activation, and all gradients: by the operation, and by plain loops in double precision.
import { grads, tensor, tensor1d, type Tensor, type Tensor1D } from "@tensorflow/tfjs-core";
import { describeActivation, type Activation } from "../../activations/list.ts";
import { doubles } from "../../activations/testArithmetic.ts";
import { numbers } from "../testNumbers.ts";
import { batchNormActivation } from "./op.ts";

export interface Case {
  shape: number[];
  activation: Activation;
  scale: boolean;
  residual: boolean;
  mean?: number;
}

export const epsilon = 1e-3;

export const nameOf = ({ shape, activation, scale, residual }: Case): string =>
  `[${shape.join()}] ${activation}${scale ? ", scale" : ""}${residual ? ", residual" : ""}`;

export function inputs({ shape, scale, residual, mean = 2 }: Case) {
  const channels = [shape.at(-1) ?? 1];
  return {
    x: numbers(shape, 1).map((v) => v * 3 + mean),
    dy: numbers(shape, 2),
    offset: numbers(channels, 3),
    ...(scale && { scale: numbers(channels, 4).map((v) => 1.5 + v) }),
    ...(residual && { residual: numbers(shape, 5) }),
  };
}

/** y, mean, variance, dx, doffset, dscale?, dresidual? on the active engine. */
export function normalised(test: Case): Tensor[] {
  const { x, dy, offset, scale, residual } = inputs(test);
  const given: Tensor[] = [tensor(x, test.shape), tensor1d(offset)];
  if (scale) given.push(tensor1d(scale));
  if (residual) given.push(tensor(residual, test.shape));
  const run = (x: Tensor, offset: Tensor, ...others: Tensor[]) =>
    batchNormActivation(x, {
      offset: offset as Tensor1D,
      epsilon,
      activation: test.activation,
      scale: scale && (others[0] as Tensor1D),
      residual: residual && others.at(-1),
    });
  const { y, mean, variance } = run(...(given as [Tensor, Tensor]));
  return [y, mean, variance, ...grads((...all) => run(...(all as [Tensor, Tensor])).y)(given, tensor(dy, test.shape))];
}

/** The same by loops, in double precision. */
export function normalisedByLoops(test: Case): number[][] {
  const { x, dy, offset, scale, residual } = inputs(test);
  const channels = offset.length,
    rows = x.length / channels;
  const perChannel = (term: (at: number, c: number) => number) =>
    Array.from({ length: channels }, (_, c) => {
      let sum = 0;
      for (let at = c; at < x.length; at += channels) sum += term(at, c);
      return sum;
    });
  const of = (values: ArrayLike<number> | undefined, at: number, otherwise = NaN) =>
    values ? (values[at] ?? NaN) : otherwise;
  const mean = perChannel((at) => of(x, at) / rows);
  const variance = perChannel((at, c) => (of(x, at) - of(mean, c)) ** 2 / rows);
  const normal = Array.from(
    x,
    (v, at) => (v - of(mean, at % channels)) / Math.sqrt(of(variance, at % channels) + epsilon),
  );
  const before = normal.map(
    (v, at) => v * of(scale, at % channels, 1) + of(offset, at % channels) + of(residual, at, 0),
  );
  const { forward, gradient, derivativeFrom } = describeActivation(test.activation);
  const y = before.map((v) => forward(v, doubles));
  const told = derivativeFrom === "input" ? before : y;
  const g = told.map((v, at) => gradient(of(dy, at), v, doubles));
  const doffset = perChannel((at) => of(g, at)),
    dscale = perChannel((at) => of(g, at) * of(normal, at));
  const dx = g.map((v, at) => {
    const c = at % channels;
    return (
      (of(scale, c, 1) / Math.sqrt(of(variance, c) + epsilon)) *
      (v - of(doffset, c) / rows - (of(normal, at) * of(dscale, c)) / rows)
    );
  });
  return [y, mean, variance, dx, doffset, ...(scale ? [dscale] : []), ...(residual ? [g] : [])];
}
