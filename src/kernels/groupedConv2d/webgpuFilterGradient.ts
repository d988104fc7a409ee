// WGSL of the filter's gradient: a thread owns some weights and a slice of the image lines,
// sums in registers over its slice and writes a partial result; a fold adds the slices in a
// fixed order, so that the bits are the same every time.
import { at, reads, writes, type Binding, type Program } from "../webgpu/program.ts";
import { columnName, columnUses, distinctDistances, swizzle, type Lanes } from "./webgpuTiling.ts";

export type FilterGradientConstants = {
  readonly lanes: Lanes;
  readonly resultVectors: number;
  readonly sourceVectors: number;
  /** Input channels of a segment that one thread owns. */
  readonly inTile: number;
  /** Whether a thread owns all rows, and all columns, of the kernel, or only one. */
  readonly allRows: boolean;
  readonly allColumns: boolean;
  /** Pixels of a line taken at a time. */
  readonly columns: number;
  readonly slices: number;
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly inSegment: number;
  readonly outSegment: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padTop: number;
  readonly padLeft: number;
  /** Whether x is stored in halves. */
  readonly xHalf: boolean;
};

const outLanes = (c: FilterGradientConstants): number => (c.lanes === "scalar" ? 1 : 4);
const inLanes = (c: FilterGradientConstants): number =>
  c.lanes === "mixed" || (c.inSegment % 4 === 0 && c.inTile === 4) ? 4 : 1;

const source = (c: FilterGradientConstants): Binding => reads("x", inLanes(c), c.xHalf);

export const filterGradient: Program<FilterGradientConstants> = {
  name: "groupedConv2dFilterGradient",
  workgroupSize: 64,
  bindings: (c) => [source(c), reads("dy", outLanes(c)), writes("partial", outLanes(c))],
  body,
};

/** Threads of one slice. */
export function filterGradientTiles(c: Omit<FilterGradientConstants, "slices" | "xHalf">): number {
  const lanes = c.lanes === "scalar" ? 1 : 4;
  return (
    (c.outChannels / (c.resultVectors * lanes)) *
    (c.inSegment / c.inTile) *
    (c.allColumns ? 1 : c.kernelWidth) *
    (c.allRows ? 1 : c.kernelHeight)
  );
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

function body(c: FilterGradientConstants): string {
  const lanes = outLanes(c);
  const value = lanes === 4 ? "vec4f" : "f32";
  const rows = upTo(c.allRows ? c.kernelHeight : 1);
  const tapColumns = upTo(c.allColumns ? c.kernelWidth : 1);
  const sums = rows.flatMap((r) =>
    tapColumns.flatMap((t) => upTo(c.inTile).flatMap((i) => upTo(c.resultVectors).map((v) => ({ r, t, i, v })))),
  );
  const lines = c.batch * c.outHeight;
  const blocks = c.outChannels / (c.resultVectors * lanes);
  return `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= ${filterGradientTiles(c) * c.slices}) { return; }
  let block = index % ${blocks};
  var rest = index / ${blocks};
  let firstIn = (rest % ${c.inSegment / c.inTile}) * inTile;
  rest /= ${c.inSegment / c.inTile};
  let tapColumn = ${c.allColumns ? "0" : "rest % kernelWidth; rest /= kernelWidth"};
  let tapRow = ${c.allRows ? "0" : "rest % kernelHeight; rest /= kernelHeight"};
  let slice = rest;
  let channel = ${
    c.lanes === "mixed"
      ? `block * ${c.sourceVectors * 4}`
      : `((block * ${c.resultVectors * lanes}) / outSegment) * inSegment + firstIn`
  };
  ${sums.map(({ r, t, i, v }) => `var sum_${r}_${t}_${i}_${v} = ${value}();`).join("\n  ")}
  let lastLine = min((slice + 1) * ${Math.ceil(lines / c.slices)}, ${lines});
  for (var line = slice * ${Math.ceil(lines / c.slices)}; line < lastLine; line++) {
    let image = line / outHeight;
    let firstRow = (line % outHeight) * strideHeight + tapRow - padTop;
    for (var column = 0; column < outWidth; column += ${c.columns}) {
      let out = ((line * outWidth + column) * outChannels) / ${lanes} + block * ${c.resultVectors};
${upTo(c.columns)
  .flatMap((p) => upTo(c.resultVectors).map((v) => `      let dy_${p}_${v} = ${dyAt(c, p, v)};`))
  .join("\n")}
${rows.map((r) => rowOfTaps(c, r, tapColumns)).join("\n")}
    }
  }
  let to = (slice * kernelHeight + tapRow) * kernelWidth + tapColumn;
${sums
  .map(({ r, t, i, v }) => {
    const filterRow = `(to + ${r * c.kernelWidth + t}) * inSegment + firstIn + ${i}`;
    const at = `(${filterRow}) * ${c.outChannels / lanes} + block * ${c.resultVectors} + ${v}`;
    return `  partial[${at}] = sum_${r}_${t}_${i}_${v};`;
  })
  .join("\n")}
}`;
}

function dyAt(c: FilterGradientConstants, column: number, vector: number): string {
  const lanes = outLanes(c);
  const load = `dy[out + ${(column * c.outChannels) / lanes + vector}]`;
  if (column === 0 || c.outWidth % c.columns === 0) return load;
  return `select(${lanes === 4 ? "vec4f" : "f32"}(), ${load}, column + ${column} < outWidth)`;
}

/** One row of the kernel: its source row, the source columns its taps need, and the products. */
function rowOfTaps(c: FilterGradientConstants, row: number, tapColumns: readonly number[]): string {
  const uses = columnUses("forward", c.columns, tapColumns.length, c.strideWidth, c.padLeft);
  const step = inLanes(c);
  const type = step === 4 ? "vec4f" : "f32";
  const loads = c.lanes === "mixed" ? c.sourceVectors : c.inTile / step;
  const lines = [
    `      {
        let sourceRow = firstRow + ${row};
        if (sourceRow >= 0 && sourceRow < inHeight) {
        let lineStart = (image * inHeight + sourceRow) * inWidth;
        let firstColumn = column * strideWidth + tapColumn;`,
  ];
  for (const d of distinctDistances(uses)) {
    const name = columnName(d);
    lines.push(`        let inside_${name} = firstColumn + ${d} >= 0 && firstColumn + ${d} < inWidth;`);
    lines.push(`        let at_${name} = ((lineStart + firstColumn + ${d}) * inChannels + channel) / ${step};`);
    for (let s = 0; s < loads; s++)
      lines.push(
        `        let x_${name}_${s} = select(${type}(), ${at(source(c), `at_${name} + ${s}`)}, inside_${name});`,
      );
  }
  for (const tap of tapColumns) {
    for (let i = 0; i < c.inTile; i++) {
      for (let v = 0; v < c.resultVectors; v++) {
        const products = uses
          .filter((use) => use.tap === tap)
          .map(({ column, distance }) => {
            const name = (s: number): string => `x_${columnName(distance)}_${s}`;
            const factor =
              c.lanes === "mixed"
                ? swizzle(name, v, i, c.inSegment, c.outSegment)
                : step === 4
                  ? `${name(0)}.${"xyzw".charAt(i)}`
                  : name(i);
            return `${factor} * dy_${column}_${v}`;
          });
        lines.push(`        sum_${row}_${tap}_${i}_${v} += ${products.join(" + ")};`);
      }
    }
  }
  return [...lines, "        }", "      }"].join("\n");
}
