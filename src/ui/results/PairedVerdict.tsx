// What several seeds say. Loaded once there are several, with the statistics.
import { useMadeFor } from "../useMadeFor.ts";
import { pairedWords } from "./pairedWords.ts";
import type { Comparison } from "./verdict.ts";

export default function PairedVerdict({ comparisons }: { readonly comparisons: readonly Comparison[] }) {
  // Comparisons are made anew each second while something trains; their pairs change when a run is finished.
  const key = comparisons.map(({ withActivation, pairs }) => `${withActivation} ${pairs.join()}`).join(";");
  const sentences = useMadeFor(key, () => pairedWords(comparisons));
  return <span className="verdict-paired">{sentences.join(" ")}</span>;
}
