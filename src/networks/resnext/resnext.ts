// ResNeXt's form of the spectrum (S. Xie, R. Girshick, P. Dollár, Z. Tu and K. He, "Aggregated Residual Transformations for
// Deep Neural Networks", 2017): a 1×1 convolution narrows the trunk to a bottleneck, a 3×3 works on segments of that, and
// another 1×1 widens it again. So segments change the cost of the bottleneck alone, and its width can pay for them.
import { describeActivation } from "../../activations/list.ts";
import { graphBuilder, type GraphBuilder } from "../../graph/builder.ts";
import type { Graph, Layer } from "../../graph/node.ts";
import { inferShapes } from "../../graph/shapes.ts";
import type { Family, Task } from "../family.ts";
import { sizesAtPlace } from "../place.ts";
import { divisors, nearestDivisor } from "../spectrum/divisors.ts";
import { BATCH_NORM } from "../spectrum/spectrumModule.ts";
import { refuseTooManyStages } from "../stages.ts";
import { resnextFields, type ResnextOptions } from "./options.ts";

const RELU: Layer = { kind: "activation", activation: "relu" };
const POOL: Layer = { kind: "maxPool", size: [2, 2], strides: [2, 2], padding: "same" };

function convolution(filters: number, kernel: 1 | 3, segments = 1): Layer {
  return {
    kind: "convolution",
    filters,
    kernel: [kernel, kernel],
    strides: [1, 1],
    padding: "same",
    segments,
    bias: false,
  };
}

/** Figure 3 (c) of the ResNeXt paper, before its addition; returns the last node's name. */
function addBottleneck(built: GraphBuilder, name: string, input: string, options: ResnextOptions): string {
  const { width, bottleneck, segments, intermediateActivation: activation } = options;
  let last = built.add(`${name}/reduce`, convolution(bottleneck, 1), input);
  last = built.add(`${name}/reduceNorm`, BATCH_NORM, last);
  last = built.add(`${name}/reduceActivation`, RELU, last);
  last = built.add(`${name}/spatial`, convolution(bottleneck, 3, segments), last);
  last = built.add(`${name}/spatialNorm`, BATCH_NORM, last);
  if (activation !== "none")
    last = built.add(`${name}/intermediateActivation`, { kind: "activation", activation }, last);
  last = built.add(`${name}/expand`, convolution(width, 1), last);
  return built.add(`${name}/norm`, BATCH_NORM, last);
}

function graph(options: ResnextOptions, { imageShape, classes }: Task): Graph {
  const { width, stages, residual } = options;
  refuseTooManyStages(imageShape, stages);
  const built = graphBuilder(imageShape);
  // As the spectrum's stem, so that the two families differ in their modules only.
  let last = built.add("stem/convolution", { ...convolution(width, 3), strides: [2, 2] } as Layer, "input");
  last = built.add("stem/norm", BATCH_NORM, last);
  last = built.add("stem/activation", RELU, last);
  for (const [stage, modules] of stages.entries()) {
    if (stage > 0) last = built.add(`stage${stage + 1}/pool`, POOL, last);
    for (let index = 1; index <= modules; index++) {
      const name = `stage${stage + 1}/module${index}`;
      const input = last;
      last = addBottleneck(built, name, input, options);
      if (residual) last = built.add(`${name}/add`, { kind: "add" }, last, input);
      last = built.add(`${name}/activation`, RELU, last);
    }
  }
  last = built.add("head/pool", { kind: "globalAveragePool" }, last);
  built.add("head/dense", { kind: "dense", units: classes, bias: true }, last);
  return built.finish();
}

export const resnext: Family<"resnext", typeof resnextFields> = {
  label: "ResNeXt",
  help: "1×1 narrows, a 3×3 in segments, 1×1 widens: the bottleneck’s width can pay for what segments save.",
  fields: resnextFields,

  mismatches({ bottleneck, segments }) {
    if (bottleneck % segments === 0) return [];
    const allowed = { kind: "divisor", of: bottleneck, divisors: divisors(bottleneck) } as const;
    return [{ path: ["segments"], value: segments, allowed }];
  },

  /** A new bottleneck takes the segments to its nearest divisor. */
  settle: (changed, before) =>
    changed.bottleneck === before.bottleneck
      ? changed
      : { ...changed, segments: nearestDivisor(changed.bottleneck, changed.segments) },

  graph,

  name: ({ segments }) => `ResNeXt, ${segments} ${segments === 1 ? "segment" : "segments"}`,

  traits: ({ segments, bottleneck, width, intermediateActivation }) => ({
    segments,
    bottleneck,
    width,
    intermediate_activation: intermediateActivation,
  }),

  plan({ width, bottleneck, segments, stages, residual, intermediateActivation }) {
    const between = intermediateActivation === "none" ? [] : [describeActivation(intermediateActivation).words];
    const cut =
      segments === bottleneck ? "3×3 depthwise" : `3×3 in ${segments} ${segments === 1 ? "segment" : "segments"}`;
    const layers = [
      `1×1 to ${bottleneck}`,
      "batch norm",
      "ReLU",
      cut,
      "batch norm",
      ...between,
      `1×1 to ${width}`,
      "batch norm",
    ];
    return {
      kind: "blocks",
      caption:
        "ResNeXt’s bottleneck: only the 3×3 in the middle is cut into segments. After Xie, Girshick, Dollár, Tu and He (2017).",
      blocks: [
        { title: "Stem", prefix: "stem", layers: ["3×3 with stride 2", "batch norm", "ReLU"], shortcut: null },
        ...stages.map((modules, stage) => ({
          title: `Stage ${stage + 1}, ${modules} ${modules === 1 ? "module" : "modules"} of ${width} channels`,
          prefix: `stage${stage + 1}`,
          layers: [...(stage > 0 ? ["max pooling"] : []), ...layers, "ReLU"],
          shortcut: residual ? "the module’s input" : null,
        })),
        { title: "Head", prefix: "head", layers: ["global average pooling", "dense"], shortcut: null },
      ],
    };
  },

  point: ({ segments, bottleneck }) => ({ segments, width: bottleneck }),

  /** Other bottlenecks in the same trunk, as in Table 2 of the ResNeXt paper. */
  sizes: (options) =>
    sizesAtPlace({ segments: options.segments, width: options.bottleneck }, resnextFields.bottleneck.max).map(
      ({ segments, width: bottleneck }) => ({ ...options, segments, bottleneck }),
    ),

  slider: {
    field: resnextFields.segments,
    stops: ({ bottleneck }) => divisors(bottleneck),
    at: (options, segments) => ({ ...options, segments }),
    module(options, task) {
      const behindStem = inferShapes(graph(options, task)).get("stem/convolution") ?? [];
      const module = graphBuilder(behindStem);
      addBottleneck(module, "module", "input", options);
      return module.finish();
    },
  },

  compared: {
    field: resnextFields.intermediateActivation,
    activationOf: ({ intermediateActivation }) => intermediateActivation,
    withActivation: (options, intermediateActivation) => ({ ...options, intermediateActivation }),
  },
};
