// What there is to draw of a network, as data. A picture of each kind stands in ui/module/.
import type { Activation } from "../activations/list.ts";

/** One module of the spectrum, channel by channel. */
export interface ModulePlan {
  readonly kind: "module";
  /** Channels. */
  readonly width: number;
  readonly module: {
    readonly segments: number;
    /** Side of the square spatial kernel. */
    readonly kernel: number;
    readonly order: "pointwise-first" | "spatial-first";
    readonly intermediateBatchNorm: boolean;
  };
  /** Outside the module's two convolutions. */
  readonly activation: Activation;
  readonly activationPlace: "before-module" | "before-add" | "after-add";
  readonly residual: boolean;
}

/** A whole network as blocks from top to bottom. */
export interface BlocksPlan {
  readonly kind: "blocks";
  /** What the network is, in a sentence, and where it comes from. */
  readonly caption: string;
  readonly blocks: readonly Block[];
}

export interface Block {
  readonly title: string;
  /** Its nodes' names begin with this and a slash: shapes and cost are read off the graph. */
  readonly prefix: string;
  /** Its layers in order, in words; repeated ones once. */
  readonly layers: readonly string[];
  /** What goes around them and is added at the end; null where nothing does. */
  readonly shortcut: string | null;
}

export type Plan = ModulePlan | BlocksPlan;
