// The second pass of every sum over many pixels: partial sums [slices, columns] → sums
// [columns], added in a fixed order.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { dispatch, emptyTensor } from "./dispatch.ts";
import { reads, writes, type Program } from "./program.ts";

export type FoldConstants = {
  readonly slices: number;
  readonly columns: number;
  readonly lanes: number;
  readonly together: number;
};

/** Threads of a workgroup that share one column when there are many slices. */
export const TOGETHER = 64;

/** Whether so many slices of so few columns are better added by one workgroup per column than by one thread. */
export function sharesColumns(slices: number, columns: number): boolean {
  return slices > 32 && columns < 4096;
}

/**
 * WGSL of `fn fold(column: i32, lane: i32) -> value`, the sum of a column of `partial`. With
 * `together` above 1 that many threads of the workgroup call it for the same column.
 */
export function foldFunction(value: "f32" | "vec4f", slices: number, columns: number, together: number): string {
  if (together === 1) {
    return `
fn fold(column: i32, lane: i32) -> ${value} {
  var sum = ${value}();
  for (var slice = 0; slice < ${slices}; slice++) { sum += partial[slice * ${columns} + column]; }
  return sum;
}`;
  }
  return `
var<workgroup> gathered: array<${value}, ${together}>;
fn fold(column: i32, lane: i32) -> ${value} {
  var sum = ${value}();
  for (var slice = lane; slice < ${slices}; slice += ${together}) { sum += partial[slice * ${columns} + column]; }
  gathered[lane] = sum;
  workgroupBarrier();
  for (var half = ${together / 2}; half > 0; half /= 2) {
    if (lane < half) { gathered[lane] += gathered[lane + half]; }
    workgroupBarrier();
  }
  let total = gathered[0];
  workgroupBarrier();
  return total;
}`;
}

const foldProgram: Program<FoldConstants> = {
  name: "fold",
  workgroupSize: TOGETHER,
  bindings: ({ lanes }) => [reads("partial", lanes), writes("result", lanes)],
  body: ({ slices, columns, lanes, together }) => `
${foldFunction(lanes === 4 ? "vec4f" : "f32", slices, columns, together)}
fn run(index: i32, group: i32, lane: i32) {
  let column = ${together === 1 ? "index" : "group"};
  if (column >= columns) { return; }
  let sum = fold(column, lane);
  ${together === 1 ? "" : "if (lane == 0) "}{ result[column] = sum; }
}`,
};

/** partial [slices, …shape] → its sum over the slices, of the given shape. Gives `partial` back. */
export function foldSlices(
  backend: WebGPUBackend,
  partial: TensorInfo,
  slices: number,
  shape: readonly number[],
): TensorInfo {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const lanes = size % 4 === 0 ? 4 : 1;
  const columns = size / lanes;
  const together = sharesColumns(slices, columns) ? TOGETHER : 1;
  const result = emptyTensor(backend, shape);
  dispatch(backend, {
    program: foldProgram,
    constants: { slices, columns, lanes, together },
    bind: { partial, result },
    count: together === 1 ? { threads: columns } : { groups: columns },
  });
  backend.disposeData(partial.dataId);
  return result;
}
