// What several seeds say. Loaded once there are several, with the statistics.
import { armId, recipeHash } from "../../recipe/hash.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { useMadeFor } from "../useMadeFor.ts";
import { pairedWords } from "./pairedWords.ts";
import type { Comparison } from "./comparisons.ts";

interface PairedVerdictProps {
  readonly comparisons: readonly Comparison[];
  readonly shown: Recipe;
}

export default function PairedVerdict({ comparisons, shown }: PairedVerdictProps) {
  // Comparisons are made anew each second while something trains; their pairs change when a run is finished.
  const key = comparisons
    .map(({ base, other, pairs }) => `${armId(base.recipe)} ${armId(other.recipe)} ${pairs.join()}`)
    .concat(recipeHash(shown))
    .join(";");
  const sentences = useMadeFor(key, () => pairedWords(comparisons, shown));
  return <span className="verdict-paired">{sentences.join(" ")}</span>;
}
