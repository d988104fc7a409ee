// All families of networks, by their name in recipes. A new one is a folder beside this file and an entry here.
import type { VariantValue } from "../settings/field.ts";
import type { FamilyOf } from "./family.ts";
import { miniXception } from "./miniXception/miniXception.ts";
import { resnext } from "./resnext/resnext.ts";
import { spectrum } from "./spectrum/spectrum.ts";

export const FAMILIES = { spectrum, resnext, miniXception } as const;

export type FamilyId = keyof typeof FAMILIES;

/** A family with its options. */
export type Network = VariantValue<"family", typeof FAMILIES>;

/** The family of a network. */
export function familyOf(network: Network): FamilyOf<Network> {
  return FAMILIES[network.family];
}
