// mini-Xception: a small network of Xception's modules, built for faces by O. Arriaga, M. Valdenegro-Toro and P. Plöger
// ("Real-time Convolutional Neural Networks for Emotion and Gender Classification", 2017): a stem of two convolutions,
// modules of two depthwise separable convolutions with a strided shortcut around them, and a last convolution with one
// channel per class.
import { describeActivation, type Activation } from "../../activations/list.ts";
import { graphBuilder } from "../../graph/builder.ts";
import type { Graph, Layer, Padding } from "../../graph/node.ts";
import { inferShapes } from "../../graph/shapes.ts";
import type { GroupValue } from "../../settings/field.ts";
import type { Family, Task } from "../family.ts";
import { miniXceptionFields } from "./options.ts";

type MiniXceptionOptions = GroupValue<typeof miniXceptionFields>;

const NORM: Layer = { kind: "batchNorm", scale: true, epsilon: 1e-3, momentum: 0.95 };
const RELU: Layer = { kind: "activation", activation: "relu" };
const ADD: Layer = { kind: "add" };
const POOL: Layer = { kind: "maxPool", size: [3, 3], strides: [2, 2], padding: "same" };

/** Output channels of module `index`, from 0. */
const widthOf = (filters: number, index: number): number => filters * 2 ** (index + 1);

function convolution(filters: number, change: Partial<Extract<Layer, { kind: "convolution" }>> = {}): Layer {
  const padding: Padding = "same";
  return {
    kind: "convolution",
    filters,
    kernel: [3, 3],
    strides: [1, 1],
    padding,
    segments: 1,
    bias: false,
    ...change,
  };
}

function graph({ filters, modules, intermediateActivation, dropout }: MiniXceptionOptions, task: Task): Graph {
  const built = graphBuilder(task.imageShape);
  const add = (name: string, layer: Layer, ...inputs: string[]) => built.add(name, layer, ...inputs);
  const between = (name: string, input: string): string =>
    intermediateActivation === "none"
      ? input
      : add(name, { kind: "activation", activation: intermediateActivation }, input);
  const separable = (name: string, input: string, from: number, to: number): string => {
    const depthwise = add(`${name}/depthwise`, convolution(from, { segments: from }), input);
    const pointwise = convolution(to, { kernel: [1, 1] });
    return add(`${name}/norm`, NORM, add(`${name}/pointwise`, pointwise, between(`${name}/intermediate`, depthwise)));
  };

  let last = "input";
  for (const name of ["stem/first", "stem/second"]) {
    last = add(`${name}/norm`, NORM, add(`${name}/convolution`, convolution(filters, { padding: "valid" }), last));
    last = add(`${name}/relu`, RELU, last);
  }
  for (let index = 0; index < modules; index++) {
    const name = `module${index + 1}`;
    const [from, to] = [index === 0 ? filters : widthOf(filters, index - 1), widthOf(filters, index)];
    const strided = add(`${name}/shortcut/convolution`, convolution(to, { kernel: [1, 1], strides: [2, 2] }), last);
    const shortcut = add(`${name}/shortcut/norm`, NORM, strided);
    const first = add(`${name}/relu`, RELU, separable(`${name}/first`, last, from, to));
    const second = add(`${name}/pool`, POOL, separable(`${name}/second`, first, to, to));
    last = add(`${name}/add`, ADD, second, shortcut);
  }
  if (dropout > 0) last = add("head/dropout", { kind: "dropout", rate: dropout }, last);
  last = add("head/convolution", convolution(task.classes, { bias: true }), last);
  add("head/pool", { kind: "globalAveragePool" }, last);
  const finished = built.finish();
  inferShapes(finished); // throws an error that names the node for which an image is too small
  return finished;
}

function separableWords(activation: Activation): string {
  return activation === "none" ? "3×3 depthwise, 1×1" : `3×3 depthwise, ${describeActivation(activation).words}, 1×1`;
}

export const miniXception: Family<"miniXception", typeof miniXceptionFields> = {
  label: "mini-Xception",
  help: "Xception’s modules in the small, after Arriaga and others (2017).",
  fields: miniXceptionFields,
  mismatches: () => [],
  settle: (changed) => changed,
  graph,
  name: () => "mini-Xception",
  traits: ({ filters, modules, intermediateActivation }) => ({
    intermediate_activation: intermediateActivation,
    filters,
    modules,
  }),

  plan({ filters, modules, intermediateActivation }) {
    const separable = separableWords(intermediateActivation);
    const stem = ["3×3", "batch norm", "ReLU"];
    return {
      kind: "blocks",
      caption:
        "Xception’s idea at a thousandth of its size: every spatial convolution is depthwise, and a strided 1×1 goes " +
        "around each module. After Arriaga, Valdenegro-Toro and Plöger (2017).",
      blocks: [
        { title: "Stem", prefix: "stem", layers: [...stem, ...stem], shortcut: null },
        ...Array.from({ length: modules }, (_, index) => ({
          title: `Module ${index + 1}, ${widthOf(filters, index)} channels`,
          prefix: `module${index + 1}`,
          layers: [separable, "batch norm", "ReLU", separable, "batch norm", "max pooling"],
          shortcut: "1×1 with stride 2, batch norm",
        })),
        {
          title: "Head",
          prefix: "head",
          layers: ["3×3, a channel per class", "global average pooling"],
          shortcut: null,
        },
      ],
    };
  },

  /** Every module is depthwise, at any width: the end of the spectrum. */
  point({ filters, modules }) {
    const width = widthOf(filters, modules - 1);
    return { segments: width, width };
  },

  sizes: (options) =>
    Array.from({ length: miniXceptionFields.filters.max }, (_, index) => ({ ...options, filters: index + 1 })),

  slider: null,

  compared: {
    field: miniXceptionFields.intermediateActivation,
    activationOf: ({ intermediateActivation }) => intermediateActivation,
    withActivation: (options, intermediateActivation) => ({ ...options, intermediateActivation }),
  },
};
