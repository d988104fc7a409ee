// Whether an adapter is a GPU emulated by the processor, judged by what it says of itself.

export interface AdapterNames {
  readonly architecture?: string;
  readonly description?: string;
  readonly device?: string;
  readonly vendor?: string;
  readonly isFallbackAdapter?: boolean;
}

/** True for SwiftShader, llvmpipe, Windows' WARP ("Basic Render Driver") and whatever calls itself a fallback or software. */
export function isSoftware(adapter: AdapterNames): boolean {
  if (adapter.isFallbackAdapter === true) return true;
  const names = [adapter.architecture, adapter.description, adapter.device].join(" ");
  return /swiftshader|llvmpipe|lavapipe|software|basic render|\bwarp\b/i.test(names);
}

/** A name to remember an adapter by: "nvidia ada-lovelace", "google swiftshader". */
export function adapterName(adapter: AdapterNames): string {
  const words = [
    adapter.vendor,
    adapter.architecture,
    adapter.architecture ? undefined : adapter.device,
    adapter.architecture ? undefined : adapter.description,
  ];
  return words.filter((word) => word).join(" ") || "unnamed adapter";
}
