// WGSL of batch norm with activation and residual: [rows, channels], one thread per group of up to
// four channels, the rows cut into slices whose sums are folded.
import type { Activation } from "../../activations/list.ts";
import { activationWgsl } from "../activation/wgsl.ts";
import { foldFunction, TOGETHER } from "../webgpu/fold.ts";
import { valueType } from "../webgpu/kernel.ts";
import { at as load, put, reads, writes, type Binding, type Program } from "../webgpu/program.ts";

export type Rows = {
  readonly rows: number;
  /** Channels divided by the lanes of a vector. */
  readonly groups: number;
  readonly lanes: number;
  readonly slices: number;
  /** Threads that fold one column together; 1 for few slices. */
  readonly together: number;
  /** Whether x and y are stored in halves. */
  readonly half: boolean;
};

type Stored = { readonly lanes: number; readonly half: boolean };
const x = ({ lanes, half }: Stored): Binding => reads("x", lanes, half);
const y = ({ lanes, half }: Stored): Binding => reads("y", lanes, half);

/** A loop over the rows of this thread's slice, with `at` as the place of its channels in each. */
const overSlice = ({ rows, slices }: Rows, body: string): string => `
  let channel = index % groups;
  let slice = index / groups;
  let last = min((slice + 1) * ${Math.ceil(rows / slices)}, rows);
  for (var row = slice * ${Math.ceil(rows / slices)}; row < last; row++) {
    let at = row * groups + channel;
    ${body}
  }`;

/** The first row is subtracted before squaring; a mean far from zero would otherwise cost the variance its digits. */
export const partialMoments: Program<Rows> = {
  name: "batchNormPartialMoments",
  workgroupSize: 64,
  bindings: (c) => [x(c), writes("partial", c.lanes)],
  body: (c) => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= groups * slices) { return; }
  var sum = ${valueType(c.lanes)}();
  var squares = ${valueType(c.lanes)}();
  let origin = ${load(x(c), "index % groups")};
  ${overSlice(c, `let moved = ${load(x(c), "at")} - origin; sum += moved; squares += moved * moved;`)}
  partial[slice * 2 * groups + channel] = sum;
  partial[(slice * 2 + 1) * groups + channel] = squares;
}`,
};

/** `fold` and the column of this thread; several threads share a column when slices are many. */
const folding = (c: Rows, body: string): string => `
${foldFunction(valueType(c.lanes), c.slices, 2 * c.groups, c.together)}
fn run(index: i32, group: i32, lane: i32) {
  let channel = ${c.together === 1 ? "index" : "group"};
  if (channel >= groups) { return; }
  let first = fold(channel, lane);
  let second = fold(channel + groups, lane);
  ${c.together === 1 ? "" : "if (lane > 0) { return; }"}
  ${body}
}`;

export const moments: Program<Rows> = {
  name: "batchNormMoments",
  workgroupSize: TOGETHER,
  bindings: ({ lanes, half }) => [
    x({ lanes, half }),
    reads("partial", lanes),
    writes("mean", lanes),
    writes("variance", lanes),
  ],
  body: (c) =>
    folding(
      c,
      `
  let moved = first / f32(rows);
  mean[channel] = ${load(x(c), "channel")} + moved;
  variance[channel] = max(second / f32(rows) - moved * moved, ${valueType(c.lanes)}());`,
    ),
};

export type Apply = {
  readonly elements: number;
  readonly groups: number;
  readonly lanes: number;
  readonly epsilon: number;
  readonly activation: Activation;
  readonly scaled: boolean;
  readonly hasResidual: boolean;
  readonly half: boolean;
  readonly residualHalf: boolean;
};

const residual = ({ lanes, residualHalf }: Apply): Binding => reads("residual", lanes, residualHalf);

export const apply: Program<Apply> = {
  name: "batchNormApply",
  workgroupSize: 64,
  bindings: (c) => [
    x(c),
    reads("mean", c.lanes),
    reads("variance", c.lanes),
    reads("offset", c.lanes),
    ...(c.scaled ? [reads("scale", c.lanes)] : []),
    ...(c.hasResidual ? [residual(c)] : []),
    writes("y", c.lanes, c.half),
  ],
  body: (c) => `
${activationWgsl(c.activation, c.lanes).functions}
fn run(index: i32, group: i32, lane: i32) {
  if (index >= elements) { return; }
  let channel = index % groups;
  let gain = ${valueType(c.lanes)}(1.0) / sqrt(variance[channel] + epsilon)${c.scaled ? " * scale[channel]" : ""};
  let z = (${load(x(c), "index")} - mean[channel]) * gain + offset[channel]${c.hasResidual ? ` + ${load(residual(c), "index")}` : ""};
  ${put(writes("y", c.lanes, c.half), "index", activationWgsl(c.activation, c.lanes).forward("z"))}
}`,
};

/** WGSL of dy · act′ at `index`. */
const slope = (c: Stored & { readonly activation: Activation }, index: string): string =>
  activationWgsl(c.activation, c.lanes).gradient(`dy[${index}]`, load(y(c), index));

export const partialGradients: Program<Rows & { readonly epsilon: number; readonly activation: Activation }> = {
  name: "batchNormPartialGradients",
  workgroupSize: 64,
  bindings: (c) => [
    reads("dy", c.lanes),
    x(c),
    y(c),
    reads("mean", c.lanes),
    reads("variance", c.lanes),
    writes("partial", c.lanes),
  ],
  body: (c) => {
    const value = valueType(c.lanes);
    return `
${activationWgsl(c.activation, c.lanes).functions}
fn run(index: i32, group: i32, lane: i32) {
  if (index >= groups * slices) { return; }
  var sum = ${value}();
  var products = ${value}();
  let centre = mean[index % groups];
  ${overSlice(c, `let g = ${slope(c, "at")}; sum += g; products += g * (${load(x(c), "at")} - centre);`)}
  partial[slice * 2 * groups + channel] = sum;
  partial[(slice * 2 + 1) * groups + channel] = products / sqrt(variance[channel] + epsilon);
}`;
  },
};

/** With gain = scale/√(variance + ε): dx = gain·g − gain·Σg/N − gain·Σ(g·x̂)/(N·√(variance + ε)) · (x − mean). */
export const foldGradients: Program<Rows & { readonly epsilon: number; readonly scaled: boolean }> = {
  name: "batchNormFoldGradients",
  workgroupSize: TOGETHER,
  bindings: ({ lanes, scaled }) => [
    reads("partial", lanes),
    reads("variance", lanes),
    ...(scaled ? [reads("scale", lanes)] : []),
    writes("doffset", lanes),
    writes("dscale", lanes),
    writes("factors", lanes),
  ],
  body: (c) =>
    folding(
      c,
      `
  doffset[channel] = first;
  dscale[channel] = second;
  let inverse = ${valueType(c.lanes)}(1.0) / sqrt(variance[channel] + epsilon);
  let gain = inverse${c.scaled ? " * scale[channel]" : ""};
  factors[channel] = gain;
  factors[channel + groups] = gain * first / f32(rows);
  factors[channel + 2 * groups] = gain * inverse * second / f32(rows);`,
    ),
};

export type InputGradient = Stored & {
  readonly elements: number;
  readonly groups: number;
  readonly activation: Activation;
  readonly writesResidual: boolean;
};

export const inputGradient: Program<InputGradient> = {
  name: "batchNormInputGradient",
  workgroupSize: 64,
  bindings: (c) => [
    reads("dy", c.lanes),
    x(c),
    y(c),
    reads("mean", c.lanes),
    reads("factors", c.lanes),
    writes("dx", c.lanes),
    ...(c.writesResidual ? [writes("dresidual", c.lanes)] : []),
  ],
  body: (c) => `
${activationWgsl(c.activation, c.lanes).functions}
fn run(index: i32, group: i32, lane: i32) {
  if (index >= elements) { return; }
  let channel = index % groups;
  let g = ${slope(c, "index")};
  dx[index] = factors[channel] * g - factors[channel + groups] - factors[channel + 2 * groups] * (${load(x(c), "index")} - mean[channel]);
  ${c.writesResidual ? "dresidual[index] = g;" : ""}
}`,
};
