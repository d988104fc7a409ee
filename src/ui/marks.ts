// How a network is marked in every chart and table: colour for its place on the spectrum, dash and marker for
// its intermediate activation.
import { describeActivation } from "../activations/list.ts";
import type { Mark } from "../charts/mark.ts";
import { segmentColor } from "../charts/scale.ts";
import { familyOf } from "../networks/families.ts";
import type { NetworkRecipe } from "../recipe/schema.ts";

/** `label` is the name beside the mark. */
export function markOf(network: NetworkRecipe, label: string): Mark {
  const { compared } = familyOf(network);
  const { dash, marker } = describeActivation(compared?.activationOf(network) ?? "none");
  return { colour: colourOf(network), dash, marker, label };
}

/** A CSS colour; that of plain text for a network without a place on the spectrum. */
export function colourOf(network: NetworkRecipe): string {
  const point = familyOf(network).point(network);
  return point ? segmentColor(point.segments, point.width) : "var(--ink)";
}
