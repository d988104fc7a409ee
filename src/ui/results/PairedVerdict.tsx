// What several seeds say. Loaded once there are several, with the statistics.
import { useMemo } from "react";
import { pairedWords } from "./pairedWords.ts";
import type { Comparison } from "./verdict.ts";

export default function PairedVerdict({ comparisons }: { readonly comparisons: readonly Comparison[] }) {
  const sentences = useMemo(() => pairedWords(comparisons), [comparisons]);
  return <span className="verdict-paired">{sentences.join(" ")}</span>;
}
