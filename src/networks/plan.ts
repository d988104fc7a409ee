// What to draw of a network, as data. ui/module/ has a figure for each kind.
import type { Activation } from "../activations/list.ts";

/** One module of the spectrum, channel by channel. */
export interface ModulePlan {
  readonly kind: "module";
  /** Number of channels. */
  readonly width: number;
  readonly module: {
    readonly segments: number;
    /** Side of the square spatial kernel. */
    readonly kernel: number;
    readonly order: "pointwise-first" | "spatial-first";
    readonly intermediateBatchNorm: boolean;
  };
  /** The activation outside the module's two convolutions. */
  readonly activation: Activation;
  readonly activationPlace: "before-module" | "before-add" | "after-add";
  readonly residual: boolean;
}

/** A whole network as blocks from top to bottom. */
export interface BlocksPlan {
  readonly kind: "blocks";
  /** A sentence on what the network is and where it comes from. */
  readonly caption: string;
  readonly blocks: readonly Block[];
}

export interface Block {
  readonly title: string;
  /** Its nodes' names begin with this and a slash; shapes and cost are read from the graph. */
  readonly prefix: string;
  /** Its layers in order, in words; repeated ones once. */
  readonly layers: readonly string[];
  /** What bypasses the layers and is added at the end; null where nothing does. */
  readonly shortcut: string | null;
}

export type Plan = ModulePlan | BlocksPlan;
