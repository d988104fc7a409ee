// A network as data: the kinds of layers, and how nodes are connected.
import type { Activation } from "../activations/list.ts";

/** Sizes without the batch: [height, width, channels], or [units] after pooling. */
export type Shape = readonly number[];

/** [height, width] of a kernel, a window or a stride. */
export type Size2 = readonly [number, number];

export type Padding = "same" | "valid";

export type Layer =
  | { readonly kind: "input"; readonly shape: Shape }
  /** `segments` = 1 is a regular convolution; `segments` = input channels is depthwise. */
  | {
      readonly kind: "convolution";
      readonly filters: number;
      readonly kernel: Size2;
      readonly strides: Size2;
      readonly padding: Padding;
      readonly segments: number;
      readonly bias: boolean;
    }
  /** `scale: false` omits the multiplicative parameter, as in Inception V3. `momentum` is kept of the average per step. */
  | { readonly kind: "batchNorm"; readonly scale: boolean; readonly epsilon: number; readonly momentum: number }
  | { readonly kind: "activation"; readonly activation: Activation }
  | {
      readonly kind: "maxPool" | "averagePool";
      readonly size: Size2;
      readonly strides: Size2;
      readonly padding: Padding;
    }
  | { readonly kind: "globalAveragePool" }
  | {
      readonly kind: "zeroPad";
      readonly top: number;
      readonly bottom: number;
      readonly left: number;
      readonly right: number;
    }
  | { readonly kind: "flatten" }
  | { readonly kind: "dense"; readonly units: number; readonly bias: boolean }
  /** `rate` is the share of activations set to zero in training. */
  | { readonly kind: "dropout"; readonly rate: number }
  | { readonly kind: "add" }
  /** Joins along the channels. */
  | { readonly kind: "concatenate" };

export type LayerKind = Layer["kind"];

export type LayerOf<K extends LayerKind> = Extract<Layer, { kind: K }>;

export interface GraphNode {
  readonly name: string;
  readonly layer: Layer;
  /** Names of the nodes whose outputs this one reads. */
  readonly inputs: readonly string[];
}

/** Nodes in an order in which every node follows its inputs. The first is the input, the last the output. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
}

/** An impossible network. Names the node and the sizes that do not fit. */
export class GraphError extends Error {
  constructor(
    readonly node: string,
    readonly problem: string,
  ) {
    super(`${node}: ${problem}`);
    this.name = "GraphError";
  }
}
