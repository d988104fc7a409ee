// A line as the charts draw it; the name beside it says the same in words.
import { markerPath, type Mark } from "../../charts/mark.ts";

export function Swatch({ mark: { colour, dash, marker } }: { mark: Mark }) {
  return (
    <svg className="swatch" width={46} height={16} viewBox="-23 -8 46 16" aria-hidden style={{ color: colour }}>
      <path d="M-23 0H23" stroke="currentColor" strokeWidth={2.4} strokeDasharray={dash} fill="none" />
      <path d={markerPath(marker, 4.6)} fill="currentColor" />
    </svg>
  );
}
