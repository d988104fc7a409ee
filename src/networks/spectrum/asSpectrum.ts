// For tests that take a network of the spectrum apart.
import type { Network } from "../families.ts";

/** The network, as one of the spectrum's. Throws where it is of another family. */
export function asSpectrum(network: Network): Extract<Network, { readonly family: "spectrum" }> {
  if (network.family !== "spectrum") throw new Error(`A ${network.family} is no network of the spectrum.`);
  return network;
}
