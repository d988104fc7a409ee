// WGSL of the forward convolution and of its input gradient: one program, direct taps. A
// thread owns a block of channels of `columns` neighbouring pixels, keeps the sums in
// registers and uses every source vector for all taps that need it.
import { at, put, reads, writes, type Binding, type Program } from "../webgpu/program.ts";
import { columnName, columnUses, distinctDistances, swizzle, type Lanes } from "./webgpuTiling.ts";

/** The source is x forward and dy backward; the filter is [kh, kw, perSource, resultChannels] in both. */
export type TapConstants = {
  readonly direction: "forward" | "backward";
  readonly lanes: Lanes;
  readonly resultVectors: number;
  readonly sourceVectors: number;
  readonly columns: number;
  readonly batch: number;
  readonly sourceHeight: number;
  readonly sourceWidth: number;
  readonly sourceChannels: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly perSource: number;
  readonly perResult: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padTop: number;
  readonly padLeft: number;
  /** Whether they are stored in halves. */
  readonly sourceHalf: boolean;
  readonly resultHalf: boolean;
};

const resultLanes = (c: TapConstants): number => (c.lanes === "scalar" ? 1 : 4);

/** Source channels fetched at once: four where a segment is a multiple of four, or in a mixed block. */
const sourceLanes = (c: TapConstants): number => (c.lanes === "mixed" || c.perSource % 4 === 0 ? 4 : 1);

const source = (c: TapConstants): Binding => reads("source", sourceLanes(c), c.sourceHalf);
const result = (c: TapConstants): Binding => writes("result", resultLanes(c), c.resultHalf);

export const taps: Program<TapConstants> = {
  name: "groupedConv2dTaps",
  workgroupSize: 64,
  bindings: (c) => [source(c), reads("filter_", resultLanes(c)), result(c)],
  body,
};

/** How many threads compute a whole result. */
export function tapThreads(c: TapConstants): number {
  return (c.channels / (c.resultVectors * resultLanes(c))) * Math.ceil(c.width / c.columns) * c.height * c.batch;
}

function body(c: TapConstants): string {
  const uses = columnUses(c.direction, c.columns, c.kernelWidth, c.strideWidth, c.padLeft);
  const distances = distinctDistances(uses);
  const [value, lanes] = resultLanes(c) === 4 ? (["vec4f", 4] as const) : (["f32", 1] as const);
  const vectors = Array.from({ length: c.resultVectors }, (_, v) => v);
  const columns = Array.from({ length: c.columns }, (_, p) => p);
  const blocks = c.channels / (c.resultVectors * lanes);
  const across = Math.ceil(c.width / c.columns);
  return `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= ${tapThreads(c)}) { return; }
  let block = index % ${blocks};
  let tile = index / ${blocks};
  let column = (tile % ${across}) * columns;
  let line = tile / ${across};
  let row = line % height;
  let image = line / height;
  let firstChannel = ${
    c.lanes === "mixed"
      ? `block * ${c.sourceVectors * 4}`
      : `((block * ${c.resultVectors * lanes}) / perResult) * perSource`
  };
  let firstColumn = ${c.direction === "forward" ? "column * strideWidth" : "column / strideWidth"};
  ${distances.map((d) => `let inside_${columnName(d)} = firstColumn + ${d} >= 0 && firstColumn + ${d} < sourceWidth;`).join("\n  ")}
  ${columns.flatMap((p) => vectors.map((v) => `var sum_${p}_${v} = ${value}();`)).join("\n  ")}
  ${overRows(
    c,
    `
    if (sourceRow >= 0 && sourceRow < sourceHeight) {
    let lineStart = (image * sourceHeight + sourceRow) * sourceWidth + firstColumn;
    ${distances
      .map((d) => ({
        name: columnName(d),
        place: `((lineStart + ${d}) * sourceChannels + firstChannel) / ${sourceLanes(c)}`,
      }))
      .map(({ name, place }) => `let at_${name} = ${place};`)
      .join("\n    ")}
    let tapStart = (tapRow * kernelWidth * perSource * channels) / ${lanes} + block * ${c.resultVectors};
${c.lanes === "mixed" ? mixedTaps(c, uses) : segmentTaps(c, uses)}
    }`,
  )}
  let out = ((line * width + column) * channels) / ${lanes} + block * ${c.resultVectors};
  ${columns
    .map((p) => {
      const stores = vectors
        .map((v) => put(result(c), `out + ${(p * c.channels) / lanes + v}`, `sum_${p}_${v}`))
        .join(" ");
      return p === 0 || c.width % c.columns === 0 ? stores : `if (column + ${p} < width) { ${stores} }`;
    })
    .join("\n  ")}
}`;
}

/** The kernel row by row; written out where the rows are short, else a loop. */
function overRows(c: TapConstants, row: string): string {
  const find =
    c.direction === "forward"
      ? "let sourceRow = row * strideHeight + tapRow - padTop;"
      : c.strideHeight === 1
        ? "let sourceRow = row + padTop - tapRow;"
        : // No row here: the stride skips it. −1 is outside the image.
          "let sourceRow = select(-1, (row + padTop - tapRow) / strideHeight, (row + padTop - tapRow) % strideHeight == 0);";
  if (c.lanes !== "mixed" || c.kernelHeight * c.kernelWidth * c.perSource > 18) {
    return `for (var tapRow = 0; tapRow < kernelHeight; tapRow++) { ${find} ${row} }`;
  }
  return Array.from({ length: c.kernelHeight }, (_, tapRow) => `{ let tapRow = ${tapRow}; ${find} ${row} }`).join(
    "\n  ",
  );
}

/** All results of the block see the same source channels: a loop over these, four at a time where possible. */
function segmentTaps(c: TapConstants, uses: ReturnType<typeof columnUses>): string {
  const step = sourceLanes(c);
  const lanes = resultLanes(c);
  const type = step === 4 ? "vec4f" : "f32";
  const lines: string[] = [`    for (var i = 0; i < ${c.perSource / step}; i++) {`];
  for (const d of distinctDistances(uses)) {
    lines.push(
      `      let x_${columnName(d)} = select(${type}(), ${at(source(c), `at_${columnName(d)} + i`)}, inside_${columnName(d)});`,
    );
  }
  for (let part = 0; part < step; part++) {
    const channel = step === 1 ? "" : `.${"xyzw".charAt(part)}`;
    for (let tap = 0; tap < c.kernelWidth; tap++) {
      for (let v = 0; v < c.resultVectors; v++) {
        const offset = ((tap * c.perSource + part) * c.channels) / lanes + v;
        const weight = `w_${part}_${tap}_${v}`;
        lines.push(`      let ${weight} = filter_[tapStart + i * ${(step * c.channels) / lanes} + ${offset}];`);
        for (const use of uses) {
          if (use.tap === tap)
            lines.push(`      sum_${use.column}_${v} += x_${columnName(use.distance)}${channel} * ${weight};`);
        }
      }
    }
  }
  return [...lines, "    }"].join("\n");
}

/** Every result of the block picks its own source channels: swizzles instead of a loop. */
function mixedTaps(c: TapConstants, uses: ReturnType<typeof columnUses>): string {
  const lines: string[] = [];
  for (const d of distinctDistances(uses)) {
    for (let s = 0; s < c.sourceVectors; s++) {
      lines.push(
        `    let x_${columnName(d)}_${s} = select(vec4f(), ${at(source(c), `at_${columnName(d)} + ${s}`)}, inside_${columnName(d)});`,
      );
    }
  }
  for (let tap = 0; tap < c.kernelWidth; tap++) {
    for (let i = 0; i < c.perSource; i++) {
      for (let v = 0; v < c.resultVectors; v++) {
        const weight = `w_${tap}_${i}_${v}`;
        lines.push(`    let ${weight} = filter_[tapStart + ${((tap * c.perSource + i) * c.channels) / 4 + v}];`);
        for (const use of uses) {
          if (use.tap !== tap) continue;
          const x = swizzle((s) => `x_${columnName(use.distance)}_${s}`, v, i, c.perSource, c.perResult);
          lines.push(`    sum_${use.column}_${v} += ${x} * ${weight};`);
        }
      }
    }
  }
  return lines.join("\n");
}

export type TransposeConstants = {
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly segments: number;
  readonly inSegment: number;
  readonly outSegment: number;
};

/** filter [kh, kw, in, S·out] → [kh, kw, out, S·in]: the filter as the input gradient reads it. */
export const transposeFilter: Program<TransposeConstants> = {
  name: "groupedConv2dTransposeFilter",
  workgroupSize: 64,
  bindings: () => [reads("filter_"), writes("result")],
  body: (c) => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= ${c.kernelHeight * c.kernelWidth * c.inSegment * c.outSegment * c.segments}) { return; }
  let i = index % inSegment;
  let segment = (index / inSegment) % segments;
  let o = (index / (inSegment * segments)) % outSegment;
  let tap = index / (inSegment * segments * outSegment);
  result[index] = filter_[((tap * inSegment + i) * segments + segment) * outSegment + o];
}`,
};
