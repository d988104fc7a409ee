// How a study's lines are told apart where its arms need not differ in an intermediate activation: by their order.
import { activationNames, describeActivation } from "../../activations/list.ts";
import type { Mark } from "../../charts/mark.ts";

/** Dash and marker of the line at this place, from 0. */
export function lineStyle(index: number): Pick<Mark, "dash" | "marker"> {
  const { dash, marker } = describeActivation(activationNames[index % activationNames.length] ?? "none");
  return { dash, marker };
}
