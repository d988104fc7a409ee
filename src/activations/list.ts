// All activations, in the order in which the page offers them. A new one is a folder beside this file and an entry here.
import type { ActivationDescription } from "./description.ts";
import { elu } from "./elu/elu.ts";
import { gelu } from "./gelu/gelu.ts";
import { none } from "./none/none.ts";
import { relu } from "./relu/relu.ts";
import { silu } from "./silu/silu.ts";

const list = [none, relu, elu, gelu, silu] as const satisfies readonly ActivationDescription[];

export const ACTIVATIONS: readonly ActivationDescription[] = list;

/** An activation's name. */
export type Activation = (typeof list)[number]["name"];

export const activationNames: readonly Activation[] = list.map(({ name }) => name);

/** Throws RangeError for a name that is not in the list. */
export function describeActivation(name: Activation): ActivationDescription {
  const found = ACTIVATIONS.find((each) => each.name === name);
  if (!found) throw new RangeError(`There is no activation "${name}": the lab has ${activationNames.join(", ")}.`);
  return found;
}

/** The number by which the WebAssembly kernels know an activation: its place in the list. Throws RangeError. */
export function activationCode(name: Activation): number {
  return ACTIVATIONS.indexOf(describeActivation(name));
}
