// The named points of the spectrum and where the paper draws them.
import { divisors } from "./divisors.ts";

export interface Landmark {
  readonly segments: number;
  readonly title: string;
  readonly note: string;
}

/** The landmarks that exist at this width: both ends, and 3 segments where 3 divides it. */
export function landmarks(width: number): readonly Landmark[] {
  const all: readonly Landmark[] = [
    { segments: 1, title: "regular convolution", note: "one segment" },
    { segments: 3, title: "Inception-like", note: "Fig. 3" },
    { segments: width, title: "depthwise: Xception", note: "Fig. 4, one per channel" },
  ];
  return all.filter(({ segments }, index) => divisors(width).includes(segments) && all.findIndex((other) => other.segments === segments) === index);
}
