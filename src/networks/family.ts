// What a family of networks supplies: its described options, its graph, its words, the plan of its picture and, where it
// has one, its point on the spectrum. A family is a folder beside this file and an entry in families.ts.
import type { Activation } from "../activations/list.ts";
import type { Graph } from "../graph/node.ts";
import type { Branch, ChoiceSetting, Fields, GroupValue, NumberSetting } from "../settings/field.ts";
import type { Problem } from "../settings/problem.ts";
import type { Plan } from "./plan.ts";

/** What a network has to classify: a data set's images and classes. */
export interface Task {
  /** [height, width, channels]. */
  readonly imageShape: readonly [height: number, width: number, channels: number];
  readonly classes: number;
}

/** Where a network is between regular convolution (one segment) and depthwise (as many segments as channels). */
export interface Point {
  readonly segments: number;
  /** Number of channels that are cut into segments. */
  readonly width: number;
}

/** Moving along the spectrum, for families that can. */
export interface Slider<Options> {
  /** The description of the option that it moves. */
  readonly field: NumberSetting;
  /** The possible numbers of segments, ascending. */
  stops(options: Options): readonly number[];
  at(options: Options, segments: number): Options;
  /** One module on its own, with the stem's output as its input, to show what a point costs. */
  module(options: Options, task: Task): Graph;
}

/** The activation that an experiment's arms differ in (the paper's Figure 10), for families that have it. */
export interface Compared<Options> {
  /** The option's description. */
  readonly field: ChoiceSetting<Activation>;
  activationOf(options: Options): Activation;
  withActivation(options: Options, activation: Activation): Options;
}

/** A network as columns of a table, with names in snake case. */
export type Traits = Readonly<Record<string, string | number>>;

/** What a family does with its options. These are methods, so that TypeScript takes any family as a family of any options. */
export interface FamilyOf<Options> {
  /** Options that are allowed individually, but not together; paths begin at the options. */
  mismatches(options: Options): readonly Problem[];
  /** Makes changed options fit each other again. */
  settle(changed: Options, before: Options): Options;
  /** Throws GraphError where the options do not fit the images. */
  graph(options: Options, task: Task): Graph;
  /** A network's name where nothing else distinguishes it: "16 segments". Its compared activation is written beside it. */
  name(options: Options): string;
  /** The columns that describe a network in files. */
  traits(options: Options): Traits;
  plan(options: Options): Plan;
  /** Null for a family without a place on the spectrum. */
  point(options: Options): Point | null;
  /**
   * The same network in all its sizes, ascending, each at the same place of the spectrum. Empty for a family of one size.
   */
  sizes(options: Options): readonly Options[];
  readonly slider: Slider<Options> | null;
  readonly compared: Compared<Options> | null;
}

/** A family: its name in recipes, its title and described options, and what it does with them. */
export interface Family<Id extends string, Fs extends Fields>
  extends FamilyOf<{ readonly family: Id } & GroupValue<Fs>>, Branch<Fs> {}
