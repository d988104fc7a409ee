// A line as the charts draw it: colour for the place on the spectrum, dash and marker
// for the activation. The name beside it says the same in words.
import { LINE_STYLES, markerPath, segmentColor } from "../../charts/scale.ts";
import type { NetworkRecipe } from "../../recipe/schema.ts";

export function Swatch({ network }: { network: NetworkRecipe }) {
  const { segments, intermediateActivation } = network.module;
  const { dash, marker } = LINE_STYLES[intermediateActivation];
  const color = segmentColor(segments, network.width);
  return (
    <svg className="swatch" width={46} height={16} viewBox="-23 -8 46 16" aria-hidden style={{ color }}>
      <path d="M-23 0H23" stroke="currentColor" strokeWidth={2.4} strokeDasharray={dash} fill="none" />
      <path d={markerPath(marker, 4.6)} fill="currentColor" />
    </svg>
  );
}
