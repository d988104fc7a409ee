// Variables laid side by side keep their values, for every user, until the last of them is disposed of.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  add,
  backend,
  clone,
  dispose,
  fill,
  memory,
  tensor,
  tidy,
  variable,
  type Variable,
} from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { placeTogether } from "./placeTogether.ts";
import { describeEngines } from "./testEngines.ts";
import { numbers } from "./testNumbers.ts";
import { addressOf, memoryOf } from "./wasm/attach.ts";
import { arePlacedTogether } from "./wasm/placeTogether.ts";

const shapes = [[5], [3, 3, 2, 4], [1], [2, 33], [16]];

function owned(first: ReturnType<typeof tensor>): Variable {
  const held = variable(first, false);
  first.dispose();
  return held;
}

describeEngines("placeTogether", (engine) => {
  it("keeps values, for those too who share one, and assignment and disposal work as ever", async () => {
    const before = memory().numTensors;
    const variables = shapes.map((shape, i) => owned(tensor(numbers(shape, i), shape)));
    const [first, second] = variables as [Variable, Variable];
    const copy = clone(first);
    placeTogether(variables);
    for (const [i, each] of variables.entries()) expect(await each.data()).toEqual(numbers(shapes[i] ?? [], i));
    tidy(() => second.assign(add(second, 1)));
    first.dispose();
    expect(await copy.data()).toEqual(numbers(shapes[0] ?? [], 0));
    expect(await second.data()).toEqual(numbers(shapes[1] ?? [], 1).map((value) => Math.fround(value + 1)));
    for (const [i, each] of variables.entries())
      if (i > 1) expect(await each.data()).toEqual(numbers(shapes[i] ?? [], i));
    dispose([copy, ...variables.slice(1)]);
    expect(memory().numTensors).toBe(before);
  });

  it("lays them side by side, a cache line or more each, and knows them from others", (context) => {
    context.skip(!engine.name.startsWith("wasm"), "only WebAssembly's memory has addresses");
    const variables = shapes.map((shape, i) => owned(tensor(numbers(shape, i), shape)));
    placeTogether(variables);
    const addresses = variables.map((each) => addressOf(backend() as BackendWasm, each));
    expect(addresses.map((address) => address - (addresses[0] ?? NaN))).toEqual([
      0,
      64,
      64 + 320,
      64 + 320 + 64,
      64 + 320 + 64 + 320,
    ]);
    const [first = NaN, last = NaN] = [addresses[0], addresses.at(-1)];
    const wasm = backend() as BackendWasm;
    const [others, alone] = [
      shapes.map((shape) => owned(tensor(numbers(shape, 9), shape))),
      owned(tensor(numbers([15], 9))),
    ];
    placeTogether(others);
    expect(arePlacedTogether(wasm, first, last)).toBe(true);
    for (const stranger of [...others, alone])
      expect(arePlacedTogether(wasm, first, addressOf(wasm, stranger))).toBe(false);
    dispose([...variables, ...others, alone]);
    expect(arePlacedTogether(wasm, first, last)).toBe(false);
  });

  it("gives the memory back with the last of them", (context) => {
    context.skip(!engine.name.startsWith("wasm"), "only there is memory placed");
    const bytesAfterwards = Array.from({ length: 12 }, () => {
      const variables = [1, 2, 3].map((value) => owned(fill([2 ** 20], value)));
      placeTogether(variables);
      dispose(variables);
      return memoryOf(backend() as BackendWasm).buffer.byteLength;
    });
    expect(new Set(bytesAfterwards.slice(1)).size).toBe(1);
  });
});
