// The named points of the spectrum and where the paper draws them.

export interface Landmark {
  readonly segments: number;
  readonly title: string;
  readonly note: string;
}

/** The landmarks at this width: both ends, and the paper's "3 or 4" segments of Inception where one divides it. */
export function landmarks(width: number): readonly Landmark[] {
  const regular: Landmark = { segments: 1, title: "regular convolution", note: "one segment" };
  const depthwise: Landmark = { segments: width, title: "depthwise: Xception", note: "Fig. 4, one per channel" };
  const between = [3, 4].find((segments) => width > segments && width % segments === 0);
  const inception: readonly Landmark[] =
    between === undefined
      ? []
      : [
          {
            segments: between,
            title: "Inception-like",
            note: between === 3 ? "Fig. 3" : "Fig. 3 with one segment more",
          },
        ];
  return width === 1 ? [regular] : [regular, ...inception, depthwise];
}
