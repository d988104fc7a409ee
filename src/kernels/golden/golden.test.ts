// Every engine against another framework: the numbers in *.json were computed by Keras, JAX
// and Optax (scripts/golden/make_golden.py).
import {
  grads,
  tensor,
  tensor1d,
  variable,
  zerosLike,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { expect, it, test } from "vitest";
import { activationNames, describeActivation, type Activation } from "../../activations/list.ts";
import { activate, activationGrad } from "../activation/op.ts";
import { batchNormActivation } from "../batchNormActivation/op.ts";
import {
  groupedConv2d,
  groupedConv2dBackpropFilter,
  groupedConv2dBackpropInput,
  type GroupedConv2dAttributes,
} from "../groupedConv2d/op.ts";
import { optimizerStep, slotCount } from "../optimizer/op.ts";
import { averagePool2d, averagePool2dGrad, maxPool2d, maxPool2dGrad, type PoolAttributes } from "../pooling/op.ts";
import { softmaxCrossEntropy, softmaxCrossEntropyGrad } from "../softmaxCrossEntropy/op.ts";
import { describeEngines, farthest, valuesOn, type TestEngine } from "../testEngines.ts";
import activations from "./activation.json" with { type: "json" };
import batchNorms from "./batchNorm.json" with { type: "json" };
import convolutions from "./convolution.json" with { type: "json" };
import optimizers from "./optimizer.json" with { type: "json" };
import poolings from "./pooling.json" with { type: "json" };
import losses from "./softmaxCrossEntropy.json" with { type: "json" };

interface Stored {
  shape: number[];
  values: number[];
}

const load = <T extends Tensor>({ values, shape }: Stored): T => tensor(values, shape, "float32") as T;

/** Asserts that `run` gives the stored numbers on the engine. */
async function expectStored(engine: TestEngine, run: () => Tensor[], stored: Stored[]): Promise<void> {
  const found = await valuesOn(engine, run);
  expect(found.length).toBe(stored.length);
  found.forEach((values, i) => expect(farthest(values, stored[i]?.values ?? [])).toBeLessThan(2e-5));
}

test("there are golden numbers of every activation, alone and after a batch norm", () => {
  expect(activations.cases.map(({ name }) => name)).toEqual(activationNames);
  expect(new Set(batchNorms.cases.map(({ activation }) => activation))).toEqual(new Set(activationNames));
});

describeEngines("golden numbers", (engine) => {
  it.each(convolutions.cases)("convolution: $name", async (stored) => {
    const attributes = stored as unknown as GroupedConv2dAttributes;
    await expectStored(engine, () => {
      const [x, filter, dy] = [load<Tensor4D>(stored.x), load<Tensor4D>(stored.filter), load<Tensor4D>(stored.dy)];
      return [
        groupedConv2d(x, filter, attributes),
        groupedConv2dBackpropInput(dy, filter, x.shape, attributes),
        groupedConv2dBackpropFilter(x, dy, filter.shape, attributes),
      ];
    }, [stored.y, stored.dx, stored.dfilter]);
  });

  it.each(activations.cases)("activation: $name", async (stored) => {
    const name = stored.name as Activation;
    await expectStored(engine, () => {
      const [x, dy] = [load(stored.x), load(stored.dy)];
      const y = activate(x, name);
      return [y, activationGrad(dy, describeActivation(name).derivativeFrom === "input" ? x : y, name)];
    }, [stored.y, stored.dx]);
  });

  it.each(batchNorms.cases)("batch norm: $name", async (stored) => {
    const { epsilon } = stored;
    const activation = stored.activation as Activation;
    await expectStored(engine, () => {
      const [x, dy, offset] = [load(stored.x), load(stored.dy), load<Tensor1D>(stored.offset)];
      const given = [x, offset, ...(stored.scale ? [load<Tensor1D>(stored.scale)] : [])];
      const run = (x: Tensor, offset: Tensor, scale?: Tensor) =>
        batchNormActivation(x, {
          offset: offset as Tensor1D,
          epsilon,
          activation,
          scale: scale as Tensor1D | undefined,
        });
      const { y, mean, variance } = run(x, offset, given[2]);
      return [y, mean, variance, ...grads((...all) => run(...(all as [Tensor, Tensor])).y)(given, dy)];
    }, [stored.y, stored.mean, stored.variance, stored.dx, stored.doffset, ...(stored.dscale ? [stored.dscale] : [])]);
  });

  it.each(poolings.cases)("pooling: $name", async (stored) => {
    const attributes = stored as unknown as PoolAttributes;
    await expectStored(engine, () => {
      const [x, dy] = [load<Tensor4D>(stored.x), load<Tensor4D>(stored.dy)];
      if (stored.kind === "average") {
        return [averagePool2d(x, attributes), averagePool2dGrad(dy, { ...attributes, inputShape: x.shape })];
      }
      const y = maxPool2d(x, attributes);
      return [y, maxPool2dGrad(dy, x, y, attributes)];
    }, [stored.y, stored.dx]);
  });

  it.each(losses.cases)("softmax cross-entropy: $name", async (stored) => {
    await expectStored(engine, () => {
      const labels = tensor1d(stored.labels, "int32");
      const { loss, probabilities } = softmaxCrossEntropy(load<Tensor2D>(stored.logits), labels);
      return [loss, probabilities, softmaxCrossEntropyGrad(load<Tensor1D>(stored.dloss), probabilities, labels)];
    }, [stored.loss, stored.probabilities, stored.dlogits]);
  });

  it.each(optimizers.cases)("optimizer: $name", async (stored) => {
    const method = stored.method as "sgd" | "adam";
    const parameter = variable(load(stored.start));
    const slots = Array.from({ length: slotCount[method] }, () => variable(zerosLike(parameter)));
    for (const [i, gradient] of stored.gradients.entries()) {
      const g = load(gradient);
      optimizerStep({
        parameters: [parameter],
        gradients: [g],
        slots: [slots],
        decays: [stored.decay],
        averageDecay: 0,
        step: i + 1,
        method,
        learningRate: stored.learningRate,
        momentum: stored.momentum ?? 0,
        beta1: stored.beta1 ?? 0,
        beta2: stored.beta2 ?? 0,
        epsilon: stored.epsilon ?? 0,
      });
      expect(farthest(await parameter.data(), stored.after[i]?.values ?? [])).toBeLessThan(2e-5);
    }
  });
});
