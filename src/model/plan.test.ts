import { describe, expect, it } from "vitest";
import { graphBuilder } from "../graph/builder.ts";
import { planOf } from "./plan.ts";

const convolution = {
  kind: "convolution",
  filters: 4,
  kernel: [1, 1],
  strides: [1, 1],
  padding: "same",
  segments: 1,
  bias: false,
} as const;
const norm = { kind: "batchNorm", scale: true, epsilon: 1e-3, momentum: 0.9 } as const;
const relu = { kind: "activation", activation: "relu" } as const;

const outline = (plan: ReturnType<typeof planOf>) =>
  plan.map((step) =>
    step.kind === "fusedNorm"
      ? [step.output, step.norm, step.activation, step.residual]
      : [step.output, step.layer.kind],
  );

describe("what is computed in one operation", () => {
  it("joins a batch norm, the addition it alone feeds and the activation behind it", () => {
    const graph = graphBuilder([8, 8, 4]);
    graph.add("c", convolution, "input");
    graph.add("n", norm, "c");
    graph.add("a", { kind: "add" }, "n", "input");
    graph.add("r", relu, "a");
    expect(outline(planOf(graph.finish()))).toEqual([
      ["c", "convolution"],
      ["r", "n", "relu", "input"],
    ]);
  });

  it("leaves apart what somebody else reads too", () => {
    const graph = graphBuilder([8, 8, 4]);
    graph.add("n", norm, "input");
    graph.add("r", relu, "n");
    graph.add("sum", { kind: "add" }, "n", "r");
    expect(outline(planOf(graph.finish()))).toEqual([
      ["n", "n", "none", null],
      ["r", "activation"],
      ["sum", "add"],
    ]);
  });

  it("gives an addition of two batch norms to one of them; the other is its residual", () => {
    const graph = graphBuilder([8, 8, 4]);
    graph.add("left", norm, "input");
    graph.add("right", norm, "input");
    graph.add("sum", { kind: "add" }, "left", "right");
    expect(outline(planOf(graph.finish()))).toEqual([
      ["right", "right", "none", null],
      ["sum", "left", "none", "right"],
    ]);
  });

  it("keeps an addition of three, and of a batch norm to itself", () => {
    const graph = graphBuilder([8, 8, 4]);
    graph.add("n", norm, "input");
    graph.add("sum", { kind: "add" }, "n", "input", "input");
    expect(outline(planOf(graph.finish()))).toEqual([
      ["n", "n", "none", null],
      ["sum", "add"],
    ]);
    const twice = graphBuilder([8, 8, 4]);
    twice.add("n", norm, "input");
    twice.add("sum", { kind: "add" }, "n", "n");
    expect(outline(planOf(twice.finish()))).toEqual([
      ["n", "n", "none", null],
      ["sum", "add"],
    ]);
  });
});
