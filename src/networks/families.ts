// All families, by the name that a recipe gives. A new one is a folder beside this file and an entry here.
import type { VariantValue } from "../settings/field.ts";
import type { FamilyOf } from "./family.ts";
import { spectrum } from "./spectrum/spectrum.ts";

export const FAMILIES = { spectrum } as const;

export type FamilyId = keyof typeof FAMILIES;

/** A family with its options. */
export type Network = VariantValue<"family", typeof FAMILIES>;

/** What the network's own family does. */
export function familyOf(network: Network): FamilyOf<Network> {
  return FAMILIES[network.family];
}
