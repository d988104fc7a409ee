// Every activation is distinguishable from the others, and its gradient is the slope of its formula.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ACTIVATIONS, activationCode, activationNames, describeActivation, type Activation } from "./list.ts";
import { doubles } from "./testArithmetic.ts";

test("no two have the same name, words or marker, or the same dash", () => {
  for (const key of ["name", "words", "marker", "dash"] as const)
    expect(new Set(ACTIVATIONS.map((each) => each[key])).size).toBe(ACTIVATIONS.length);
});

test("each has its WebAssembly beside its description", () => {
  for (const name of activationNames)
    expect(existsSync(fileURLToPath(new URL(`./${name}/${name}.as.ts`, import.meta.url)))).toBe(true);
});

test("a name that is not in the list is refused by name", () => {
  expect(activationNames.map(activationCode)).toEqual([...activationNames.keys()]);
  expect(() => activationCode("softsign" as Activation)).toThrow('no activation "softsign": the lab has none, relu');
});

test.each(activationNames)("the gradient of %s is the slope of its formula", (name) => {
  const { forward, gradient, derivativeFrom } = describeActivation(name);
  const step = 1e-5;
  for (const x of [-9, -3.3, -1, -0.2, 0.1, 0.7, 2, 5.5]) {
    const slope = (forward(x + step, doubles) - forward(x - step, doubles)) / (2 * step);
    const told = derivativeFrom === "input" ? [x] : [forward(x, doubles)];
    if (derivativeFrom === "either") told.push(x);
    for (const at of told) expect(gradient(3, at, doubles)).toBeCloseTo(3 * slope, 7);
  }
});
