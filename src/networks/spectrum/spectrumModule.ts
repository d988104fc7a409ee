// One module of the spectrum: a 1×1 convolution over all channels and a k×k convolution that works on
// segments of them (paper, Sections 1.1 and 2).
import type { Activation } from "../../activations/list.ts";
import type { GraphBuilder } from "../../graph/builder.ts";

export type ModuleOrder = "pointwise-first" | "spatial-first";

/** A point on the spectrum, and what is between its two convolutions. */
export interface ModuleOptions {
  /** 1 is a regular convolution, 3 is Inception-like, the width itself is depthwise. Must divide the width. */
  readonly segments: number;
  /** Side of the square spatial kernel. */
  readonly kernel: number;
  /** Figures 2–4 put the pointwise convolution first; a depthwise separable convolution puts it last. */
  readonly order: ModuleOrder;
  /** The activation between the two convolutions, which Figure 10 varies. */
  readonly intermediateActivation: Activation;
  /** A batch norm between the two convolutions, before the intermediate activation. */
  readonly intermediateBatchNorm: boolean;
}

export const BATCH_NORM = { kind: "batchNorm", scale: true, epsilon: 1e-3, momentum: 0.95 } as const;

/** Appends the two convolutions of a module (with what is between them) and returns the last node's name. */
export function addSpectrumModule(
  graph: GraphBuilder,
  name: string,
  input: string,
  width: number,
  options: ModuleOptions,
): string {
  const shared = { kind: "convolution", filters: width, strides: [1, 1], padding: "same", bias: false } as const;
  const pointwise = { ...shared, kernel: [1, 1], segments: 1 } as const;
  const spatial = { ...shared, kernel: [options.kernel, options.kernel], segments: options.segments } as const;
  const steps =
    options.order === "pointwise-first"
      ? ([
          ["pointwise", pointwise],
          ["spatial", spatial],
        ] as const)
      : ([
          ["spatial", spatial],
          ["pointwise", pointwise],
        ] as const);

  const [[firstName, first], [secondName, second]] = steps;
  let last = graph.add(`${name}/${firstName}`, first, input);
  if (options.intermediateBatchNorm) last = graph.add(`${name}/intermediateNorm`, BATCH_NORM, last);
  if (options.intermediateActivation !== "none") {
    last = graph.add(
      `${name}/intermediateActivation`,
      { kind: "activation", activation: options.intermediateActivation },
      last,
    );
  }
  return graph.add(`${name}/${secondName}`, second, last);
}
