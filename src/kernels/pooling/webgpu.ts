// Pooling on WebGPU: one thread per pixel and group of up to four channels. The maximum's gradient
// first notes which cell each window took, then every pixel gathers from the windows that took it:
// no atomics, so the same bits every time.
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, emptyTensor } from "../webgpu/dispatch.ts";
import { emptyStored, isHalf } from "../webgpu/halfStorage.ts";
import { lanesFor, valueType, webGpuKernel } from "../webgpu/kernel.ts";
import { at, put, reads, writes, type Binding, type Program } from "../webgpu/program.ts";
import {
  LabAveragePool2D,
  LabAveragePool2DGrad,
  LabGlobalAveragePool,
  LabGlobalAveragePoolGrad,
  LabMaxPool2D,
  LabMaxPool2DGrad,
  poolSizes,
  type PoolAttributes,
  type PoolGradAttributes,
  type PoolSizes,
  type Shape4D,
} from "./op.ts";

/** `half`: whether x, and what is pooled from it, is stored in halves. */
type Pool = Readonly<PoolSizes> & { readonly groups: number; readonly lanes: number; readonly half: boolean };

const x = ({ lanes, half }: { readonly lanes: number; readonly half: boolean }): Binding => reads("x", lanes, half);
const pooled = ({ lanes, half }: Pool): Binding => writes("result", lanes, half);

const places = (lanes: number): "i32" | "vec4i" => (lanes === 4 ? "vec4i" : "i32");

/** `channel`, `column`, `row` and `image` of this thread, among pixels of the given size. */
const position = (height: string, width: string): string => `
  if (index >= batch * ${height} * ${width} * groups) { return; }
  let channel = index % groups;
  let column = (index / groups) % ${width};
  let row = (index / (groups * ${width})) % ${height};
  let image = index / (groups * ${width} * ${height});`;

/** Goes through the cells of an output's window that lie in the image, in row-major order; `at` is the cell's place in x. */
const overWindow = (body: string): string => `
  for (var tapRow = 0; tapRow < windowHeight; tapRow++) {
    let y = row * strideHeight + tapRow - padTop;
    if (y < 0 || y >= inHeight) { continue; }
    for (var tapColumn = 0; tapColumn < windowWidth; tapColumn++) {
      let x_ = column * strideWidth + tapColumn - padLeft;
      if (x_ < 0 || x_ >= inWidth) { continue; }
      let at = ((image * inHeight + y) * inWidth + x_) * groups + channel;
      ${body}
    }
  }`;

/** Goes through the windows that a pixel lies in; `at` is the window's place in y. */
const overWindowsOf = (body: string): string => `
  for (var tapRow = 0; tapRow < windowHeight; tapRow++) {
    let spreadRow = row + padTop - tapRow;
    if (spreadRow < 0 || spreadRow % strideHeight != 0 || spreadRow / strideHeight >= outHeight) { continue; }
    for (var tapColumn = 0; tapColumn < windowWidth; tapColumn++) {
      let spreadColumn = column + padLeft - tapColumn;
      if (spreadColumn < 0 || spreadColumn % strideWidth != 0 || spreadColumn / strideWidth >= outWidth) { continue; }
      let at = ((image * outHeight + spreadRow / strideHeight) * outWidth + spreadColumn / strideWidth) * groups + channel;
      ${body}
    }
  }`;

function pool(
  name: string,
  bindings: (c: Pool) => Binding[],
  body: (value: "f32" | "vec4f", place: "i32" | "vec4i", c: Pool) => string,
): Program<Pool> {
  return {
    name,
    workgroupSize: 64,
    bindings,
    body: (c) => `fn run(index: i32, group: i32, lane: i32) {${body(valueType(c.lanes), places(c.lanes), c)}\n}`,
  };
}

const maximum = pool(
  "maxPool",
  (c) => [x(c), pooled(c)],
  (value, _place, c) => `${position("outHeight", "outWidth")}
  var best = ${value}(-3.4028234e38);
  ${overWindow(`let value = ${at(x(c), "at")}; best = select(best, value, value > best);`)}
  ${put(pooled(c), "index", "best")}`,
);

const chosenCell = pool(
  "maxPoolChosen",
  (c) => [x(c), { name: "chosen", access: "write", type: places(c.lanes) }],
  (value, place, c) => `${position("outHeight", "outWidth")}
  var best = ${value}(-3.4028234e38);
  var cell = ${place}(-1);
  ${overWindow(`let value = ${at(x(c), "at")};
      let better = (value > best) | (cell < ${place}());
      best = select(best, value, better);
      cell = select(cell, ${place}(tapRow * windowWidth + tapColumn), better);`)}
  chosen[index] = cell;`,
);

const maximumGradient = pool(
  "maxPoolGrad",
  ({ lanes }) => [reads("dy", lanes), { name: "chosen", access: "read", type: places(lanes) }, writes("result", lanes)],
  (value, place) => `${position("inHeight", "inWidth")}
  var sum = ${value}();
  ${overWindowsOf(`sum += select(${value}(), dy[at], chosen[at] == ${place}(tapRow * windowWidth + tapColumn));`)}
  result[index] = sum;`,
);

/** How many cells along one axis of the window that starts at `first` lie in the image. */
const inside = (first: string, window: string, size: string): string =>
  `f32(min(${first} + ${window}, ${size}) - max(${first}, 0))`;

/** How many cells of the window that starts at `firstRow`, `firstColumn` lie in the image. */
const cells = (firstRow: string, firstColumn: string): string =>
  `(${inside(firstRow, "windowHeight", "inHeight")} * ${inside(firstColumn, "windowWidth", "inWidth")})`;

const average = pool(
  "averagePool",
  (c) => [x(c), pooled(c)],
  (value, _place, c) => `${position("outHeight", "outWidth")}
  var sum = ${value}();
  ${overWindow(`sum += ${at(x(c), "at")};`)}
  ${put(pooled(c), "index", `sum / ${cells("(row * strideHeight - padTop)", "(column * strideWidth - padLeft)")}`)}`,
);

const averageGradient = pool(
  "averagePoolGrad",
  ({ lanes }) => [reads("dy", lanes), writes("result", lanes)],
  (value) => `${position("inHeight", "inWidth")}
  var sum = ${value}();
  ${overWindowsOf(`sum += dy[at] / ${cells("(spreadRow - padTop)", "(spreadColumn - padLeft)")};`)}
  result[index] = sum;`,
);

type Global = {
  readonly batch: number;
  readonly pixels: number;
  readonly groups: number;
  readonly lanes: number;
  readonly half: boolean;
};

const globalAverage: Program<Global> = {
  name: "globalAveragePool",
  workgroupSize: 64,
  bindings: (c) => [x(c), writes("result", c.lanes)],
  body: (c) => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= batch * groups) { return; }
  let start = (index / groups) * pixels * groups + index % groups;
  var sum = ${valueType(c.lanes)}();
  for (var pixel = 0; pixel < pixels; pixel++) { sum += ${at(x(c), "start + pixel * groups")}; }
  result[index] = sum / f32(pixels);
}`,
};

const globalAverageGradient: Program<Global> = {
  name: "globalAveragePoolGrad",
  workgroupSize: 64,
  bindings: ({ lanes }) => [reads("dy", lanes), writes("result", lanes)],
  body: () => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= batch * pixels * groups) { return; }
  result[index] = dy[(index / (pixels * groups)) * groups + index % groups] / f32(pixels);
}`,
};

function constantsOf(shape: Shape4D, attributes: PoolAttributes, half = false): Pool {
  const sizes = poolSizes(shape, attributes);
  const lanes = lanesFor(sizes.channels);
  return { ...sizes, lanes, groups: sizes.channels / lanes, half };
}

const outThreads = (c: Pool): number => c.batch * c.outHeight * c.outWidth * c.groups;
const inThreads = (c: Pool): number => c.batch * c.inHeight * c.inWidth * c.groups;

const forward = (program: Program<Pool>) =>
  webGpuKernel((gpu, { x }: { x: TensorInfo }, attributes: PoolAttributes) => {
    const constants = constantsOf(x.shape as Shape4D, attributes, isHalf(x));
    const result = emptyStored(
      gpu,
      [constants.batch, constants.outHeight, constants.outWidth, constants.channels],
      constants.half,
    );
    dispatch(gpu, { program, constants, bind: { x, result }, count: { threads: outThreads(constants) } });
    return result;
  });

export const poolingWebGpu: KernelTable = {
  [LabMaxPool2D]: forward(maximum),
  [LabMaxPool2DGrad]: webGpuKernel((gpu, { dy, x }: { dy: TensorInfo; x: TensorInfo }, attributes: PoolAttributes) => {
    const constants = constantsOf(x.shape as Shape4D, attributes, isHalf(x));
    const chosen = emptyTensor(gpu, dy.shape, "int32");
    dispatch(gpu, { program: chosenCell, constants, bind: { x, chosen }, count: { threads: outThreads(constants) } });
    const result = emptyTensor(gpu, x.shape);
    dispatch(gpu, {
      program: maximumGradient,
      constants,
      bind: { dy, chosen, result },
      count: { threads: inThreads(constants) },
    });
    gpu.disposeData(chosen.dataId);
    return result;
  }),
  [LabAveragePool2D]: forward(average),
  [LabAveragePool2DGrad]: webGpuKernel((gpu, { dy }: { dy: TensorInfo }, attributes: PoolGradAttributes) => {
    const constants = constantsOf(attributes.inputShape, attributes);
    const result = emptyTensor(gpu, attributes.inputShape);
    dispatch(gpu, {
      program: averageGradient,
      constants,
      bind: { dy, result },
      count: { threads: inThreads(constants) },
    });
    return result;
  }),
  [LabGlobalAveragePool]: webGpuKernel((gpu, { x }: { x: TensorInfo }) => {
    const constants = globalOf(x.shape as Shape4D, isHalf(x));
    const result = emptyTensor(gpu, [constants.batch, constants.groups * constants.lanes]);
    dispatch(gpu, {
      program: globalAverage,
      constants,
      bind: { x, result },
      count: { threads: constants.batch * constants.groups },
    });
    return result;
  }),
  [LabGlobalAveragePoolGrad]: webGpuKernel(
    (gpu, { dy }: { dy: TensorInfo }, { inputShape }: { inputShape: Shape4D }) => {
      const constants = globalOf(inputShape);
      const result = emptyTensor(gpu, inputShape);
      dispatch(gpu, {
        program: globalAverageGradient,
        constants,
        bind: { dy, result },
        count: { threads: constants.batch * constants.pixels * constants.groups },
      });
      return result;
    },
  ),
};

function globalOf([batch, height, width, channels]: Shape4D, half = false): Global {
  const lanes = lanesFor(channels);
  return { batch, pixels: height * width, groups: channels / lanes, lanes, half };
}
