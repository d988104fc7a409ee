// Activations on every engine: against their formulas in double precision, by hand, and against
// finite differences.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend, grad, tensor1d } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { activationNames, describeActivation } from "../../activations/list.ts";
import { doubles } from "../../activations/testArithmetic.ts";
import { kernelsOf } from "../wasm/attach.ts";
import { NO_ARRAY } from "../wasm/signature.ts";
import { describeEngines, farthest, valuesOn } from "../testEngines.ts";
import { numbers } from "../testNumbers.ts";
import { activate, activationGrad } from "./op.ts";

const wide = Float32Array.from({ length: 4001 }, (_, i) => -100 + i / 20);
const small = numbers([203], 1).map((x) => x * 1e-3);

describeEngines("activation", (engine) => {
  it.each(activationNames)("%s is its formula, to a few units in the last place of 1", async (name) => {
    const { forward } = describeActivation(name);
    const [y = []] = await valuesOn(engine, () => [activate(tensor1d(wide), name)]);
    expect(y.length).toBe(wide.length);
    const worst = Array.from(y, (found, i) => {
      const exact = forward(wide[i] ?? NaN, doubles);
      return Math.abs(found - exact) / Math.max(1, Math.abs(exact));
    }).reduce((a, b) => Math.max(a, b));
    expect(worst).toBeLessThan(6e-7);
  });

  it("relu is max(x, 0)", async () => {
    const [y] = await valuesOn(engine, () => [activate(tensor1d(wide), "relu")]);
    expect(y).toEqual(wide.map((x) => Math.max(x, 0)));
  });

  it("elu is exp(x) − 1 below zero, to a few units in the last place of 1", async () => {
    const [y = []] = await valuesOn(engine, () => [activate(tensor1d(wide), "elu")]);
    expect(
      farthest(
        y,
        wide.map((x) => (x > 0 ? x : Math.expm1(x))),
      ),
    ).toBeLessThan(3e-7);
  });

  it("elu of a small number is right in its own last places", async (context) => {
    context.skip(
      !engine.name.startsWith("wasm"),
      "only the lab's own kernel promises more than tfjs's exponential does",
    );
    const [y = []] = await valuesOn(engine, () => [
      activate(tensor1d([...small, ...wide.filter((x) => x < 0)]), "elu"),
    ]);
    const worst = [...small, ...wide.filter((x) => x < 0)]
      .map((x, i) => {
        const exact = x > 0 ? x : Math.expm1(x);
        return Math.abs((y[i] ?? NaN) - exact) / Math.abs(exact);
      })
      .reduce((a, b) => Math.max(a, b));
    expect(worst).toBeLessThan(2 * 2 ** -23);
  });

  it.for(activationNames)("NaN stays NaN through %s, for a diverged run to be seen", async (name, context) => {
    context.skip(engine.name === "webgpu", "WGSL may assume that there is no NaN");
    const [y = []] = await valuesOn(engine, () => [activate(tensor1d([1, NaN, -1, 2, NaN]), name)]);
    expect([y[1], y[4]]).toEqual([NaN, NaN]);
  });

  it("passes dy on where y > 0, and times y + 1 elsewhere for elu", async () => {
    const [dy, y] = [
      [1, 2, 3, 4, 5, 6],
      [1, 0, 0.5, -0.5, -1, -0.25],
    ];
    const [relu = [], elu = []] = await valuesOn(engine, () =>
      (["relu", "elu"] as const).map((name) => activationGrad(tensor1d(dy), tensor1d(y), name)),
    );
    expect([...relu]).toEqual([1, 0, 3, 0, 0, 0]);
    expect([...elu]).toEqual([1, 2, 3, 2, 0, 4.5]);
  });

  it.each(activationNames.filter((name) => name !== "none"))("the gradient of %s is its slope", async (activation) => {
    const at = numbers([37], 2).map((x) => 3 * x),
      step = 2 ** -8;
    const run = (shift: number) => valuesOn(engine, () => [activate(tensor1d(at.map((x) => x + shift)), activation)]);
    const [[up = []], [down = []]] = [await run(step), await run(-step)];
    const slope = Array.from(up, (y, i) => (y - (down[i] ?? NaN)) / (2 * step));
    const [dx = []] = await valuesOn(engine, () => [grad((x) => activate(x, activation))(tensor1d(at))]);
    expect(farthest(dx, slope)).toBeLessThan(1e-3);
  });

  it("a code that is not in the list is an error, not another activation", (context) => {
    context.skip(!engine.name.startsWith("wasm"), "only WebAssembly knows activations by code");
    const { activation } = kernelsOf(backend() as BackendWasm);
    expect(() => activation({ x: NO_ARRAY, y: NO_ARRAY, count: 0, code: activationNames.length })).toThrow(
      "unreachable",
    );
  });

  it('"none" is no operation', () => {
    const x = tensor1d([1, 2]);
    expect(activate(x, "none")).toBe(x);
    x.dispose();
  });
});
