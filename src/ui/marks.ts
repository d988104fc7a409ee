// How a network is marked in every chart and table: colour for its place on the spectrum, dash and marker for
// its intermediate activation.
import { describeActivation } from "../activations/list.ts";
import type { Mark } from "../charts/mark.ts";
import { segmentColor } from "../charts/scale.ts";
import type { NetworkRecipe } from "../recipe/schema.ts";

/** `label` is the name beside the mark. */
export function markOf({ width, module }: NetworkRecipe, label: string): Mark {
  const { dash, marker } = describeActivation(module.intermediateActivation);
  return { colour: segmentColor(module.segments, width), dash, marker, label };
}
