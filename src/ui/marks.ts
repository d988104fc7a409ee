// How a network is marked in every picture: colour for its place on the spectrum, dash and marker for its
// intermediate activation. The one legend of the page.
import { describeActivation } from "../activations/list.ts";
import type { Mark } from "../charts/mark.ts";
import { segmentColor } from "../charts/scale.ts";
import type { NetworkRecipe } from "../recipe/schema.ts";

/** `label` names it beside the mark. */
export function markOf({ width, module }: NetworkRecipe, label: string): Mark {
  const { dash, marker } = describeActivation(module.intermediateActivation);
  return { colour: segmentColor(module.segments, width), dash, marker, label };
}
