import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend, tensor4d, type Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import {
  groupedConv2d,
  groupedConv2dBackpropFilter,
  groupedConv2dBackpropInput,
  type Shape4D,
} from "../groupedConv2d/op.ts";
import { absentEngines, engineNamed, engines, farthest, valuesOn } from "../testEngines.ts";
import { compiledPipelines } from "./pipelines.ts";
import { programKey, programSource, reads, writes, type Constants, type Program } from "./program.ts";

const program: Program<Constants> = {
  name: "scale",
  workgroupSize: 64,
  bindings: () => [reads("x"), writes("y")],
  body: ({ factor }) => `fn run(index: i32, group: i32, lane: i32) { y[index] = x[index] * ${String(factor)}; }`,
};

describe("a program's WGSL and its pipeline key", () => {
  it("come from one object: other constants give another key, whatever their kind", () => {
    const objects: Constants[] = [
      { factor: 2 },
      { factor: 3 },
      { factor: 2, width: 1 },
      { factor: 21 },
      { factor: "2" },
      { factor: true },
      { factor: 0.1 },
      { a: "1|b=2" },
      { a: 1, b: 2 },
      { factor: [2] },
      { factor: [2, 1] },
      { factor: [21] },
      { factor: "[2]" },
    ];
    expect(new Set(objects.map((constants) => programKey(program, constants))).size).toBe(objects.length);
  });

  it("do not depend on the order in which the constants were written", () => {
    expect(programKey(program, { width: 1, factor: 2 })).toBe(programKey(program, { factor: 2, width: 1 }));
  });

  it("declare every number under its name", () => {
    const source = programSource(program, { factor: 2, epsilon: 0.001 });
    expect(source).toContain("const factor = 2;");
    expect(source).toContain("const epsilon: f32 = 0.001;");
  });

  it("refuse a constant that is no finite number", () => {
    expect(() => programSource(program, { factor: NaN })).toThrow("factor of a GPU program is NaN");
    expect(() => programSource(program, { factor: [1, Infinity] })).toThrow("factor of a GPU program is Infinity");
  });

  it("refuse to change the constants while making the WGSL", () => {
    const meddling: Program<Constants> = {
      ...program,
      body: (constants) => {
        (constants as Record<string, unknown>)["factor"] = 9;
        return "";
      },
    };
    expect(() => programSource(meddling, { factor: 2 })).toThrow();
  });
});

const gpu = engines.find(({ name }) => name === "webgpu");
const absent = absentEngines.find(({ name }) => name === "webgpu");
if (absent) console.warn(`NOT TESTED on webgpu: ${absent.reason}`);

describe.skipIf(!gpu)(`pipelines on a device${absent ? ` (absent: ${absent.reason})` : ""}`, () => {
  beforeAll(() => gpu?.activate());

  /** Shapes of the same ranks and, in pairs, of the same sizes: a key that left anything out would mix them up. */
  const shapes: readonly { x: Shape4D; filter: Shape4D; segments: number }[] = [
    { x: [1, 2, 3, 4], filter: [1, 1, 4, 4], segments: 1 },
    { x: [1, 3, 2, 4], filter: [1, 1, 4, 4], segments: 1 },
    { x: [1, 3, 2, 4], filter: [1, 1, 2, 4], segments: 2 },
    { x: [1, 3, 2, 4], filter: [1, 1, 1, 4], segments: 4 },
    { x: [1, 3, 2, 4], filter: [3, 1, 1, 4], segments: 4 },
    { x: [1, 3, 2, 4], filter: [1, 3, 1, 4], segments: 4 },
  ];

  const run = (): Tensor[] =>
    shapes.flatMap(({ x, filter, segments }) => {
      const input = tensor4d(
        Array.from({ length: 24 }, (_, i) => i),
        [...x],
      );
      const size = filter.reduce((product, extent) => product * extent, 1);
      const weights = tensor4d(
        Array.from({ length: size }, (_, i) => (i % 5) - 2),
        [...filter],
      );
      const attributes = { segments, strides: [1, 1] as [number, number], pad: "same" as const };
      const y = groupedConv2d(input, weights, attributes);
      return [
        y,
        groupedConv2dBackpropInput(y, weights, input.shape, attributes),
        groupedConv2dBackpropFilter(input, y, weights.shape, attributes),
      ];
    });

  it("are never shared by two shapes: each gives the reference's values, before and after all others", async () => {
    if (!gpu) throw new Error("No GPU.");
    const expected = await valuesOn(engineNamed("cpu"), run);
    // Sums of whole numbers: exact in any order, but for the sign of a zero.
    const distances = async () => (await valuesOn(gpu, run)).map((values, i) => farthest(values, expected[i] ?? []));
    const none = expected.map(() => 0);
    expect(await distances()).toEqual(none);
    const { device } = backend() as WebGPUBackend;
    const compiledOnce = compiledPipelines(device).size;
    expect(await distances()).toEqual(none);
    expect(compiledPipelines(device).size).toBe(compiledOnce);
    const sources = [...compiledPipelines(device).values()].map(({ source }) => source);
    expect(new Set(sources).size).toBe(sources.length);
    expect(await gpu.takeErrors()).toEqual([]);
  });
});
