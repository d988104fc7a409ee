// The spectrum network: a stem, stages of modules of constant width with pooling
// between them, global average pooling, a dense layer.
import type { Activation } from "../../activations/list.ts";
import { graphBuilder, type GraphBuilder } from "../../graph/builder.ts";
import type { Graph, Shape } from "../../graph/node.ts";
import { refuseTooManyStages } from "../stages.ts";
import { addSpectrumModule, BATCH_NORM, type ModuleOptions } from "./spectrumModule.ts";

/**
 * Where the activation outside a module is: before its first convolution (as in Xception's middle
 * flow), after its batch norm but before the residual is added, or after the addition (as in ResNet).
 */
export type ActivationPlace = "before-module" | "before-add" | "after-add";

export interface SpectrumNetOptions {
  /** [height, width, channels] of an image. */
  readonly inputShape: Shape;
  readonly classes: number;
  /** Channels of the whole trunk. */
  readonly width: number;
  /** Side of the window of the stem's convolution. */
  readonly stem: 1 | 3;
  /** Modules per stage; there is a 2×2 max pooling between two stages. */
  readonly stages: readonly number[];
  readonly module: ModuleOptions;
  /** The activation outside the modules; the one between their convolutions is the module's own. */
  readonly activation: Activation;
  readonly activationPlace: ActivationPlace;
  /** Adds each module's input to its output. */
  readonly residual: boolean;
  /** The share of features dropped before the dense layer, in training. */
  readonly dropout: number;
}

/** Throws GraphError where options do not fit together (segments that do not divide the width, too many stages). */
export function spectrumNet(options: SpectrumNetOptions): Graph {
  const { width, module, activation, activationPlace, residual } = options;
  refuseTooManyStages(options.inputShape, options.stages);
  const graph = graphBuilder(options.inputShape);
  const activate = (name: string, input: string): string =>
    activation === "none" ? input : graph.add(name, { kind: "activation", activation }, input);

  let last = addStem(graph, "input", width, options.stem);
  last = graph.add("stem/norm", BATCH_NORM, last);
  if (activationPlace !== "before-module") last = activate("stem/activation", last);

  options.stages.forEach((modules, stageIndex) => {
    const stage = `stage${stageIndex + 1}`;
    if (stageIndex > 0) {
      last = graph.add(`${stage}/pool`, { kind: "maxPool", size: [2, 2], strides: [2, 2], padding: "same" }, last);
    }
    for (let index = 1; index <= modules; index++) {
      const name = `${stage}/module${index}`;
      const input = last;
      if (activationPlace === "before-module") last = activate(`${name}/activation`, last);
      last = addSpectrumModule(graph, name, last, width, module);
      last = graph.add(`${name}/norm`, BATCH_NORM, last);
      if (activationPlace === "before-add") last = activate(`${name}/activation`, last);
      if (residual) last = graph.add(`${name}/add`, { kind: "add" }, last, input);
      if (activationPlace === "after-add") last = activate(`${name}/activation`, last);
    }
  });

  if (activationPlace === "before-module") last = activate("head/activation", last);
  last = graph.add("head/pool", { kind: "globalAveragePool" }, last);
  if (options.dropout > 0) last = graph.add("head/dropout", { kind: "dropout", rate: options.dropout }, last);
  graph.add("head/dense", { kind: "dense", units: options.classes, bias: true }, last);
  return graph.finish();
}

/**
 * Appends what halves the image and gives it the trunk's width: modules begin at 16×16 for a 32×32 image, so that the
 * regular end is affordable without a GPU. A 1×1 stem must not look at space and colours together, so the channels are
 * mixed first and each is then pooled by itself: a stride would drop three pixels of four.
 */
function addStem(graph: GraphBuilder, input: string, width: number, stem: SpectrumNetOptions["stem"]): string {
  const convolution = { kind: "convolution", filters: width, padding: "same", segments: 1, bias: false } as const;
  if (stem === 3) return graph.add("stem/convolution", { ...convolution, kernel: [3, 3], strides: [2, 2] }, input);
  const mixed = graph.add("stem/convolution", { ...convolution, kernel: [1, 1], strides: [1, 1] }, input);
  return graph.add("stem/pool", { kind: "maxPool", size: [2, 2], strides: [2, 2], padding: "same" }, mixed);
}
