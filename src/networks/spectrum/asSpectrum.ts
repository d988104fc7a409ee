// For tests that read the options of a spectrum network.
import type { Network } from "../families.ts";

/** The network as one of the spectrum family. Throws where it is of another family. */
export function asSpectrum(network: Network): Extract<Network, { readonly family: "spectrum" }> {
  if (network.family !== "spectrum") throw new Error(`A ${network.family} is no network of the spectrum.`);
  return network;
}
