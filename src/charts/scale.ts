// The colours of the spectrum.

export type Theme = "light" | "dark";

/**
 * From indigo (regular) through magenta to amber (depthwise). In Oklch, lightness and hue change in
 * equal steps and chroma stays, so equal steps of position are equal steps of colour. Lightness
 * alone orders the points for readers who do not see hue. Every colour has a contrast of at least
 * 3:1 with the page's background.
 */
const PATHS: Readonly<
  Record<
    Theme,
    { readonly lightness: readonly [number, number]; readonly chroma: number; readonly hue: readonly [number, number] }
  >
> = {
  light: { lightness: [0.36, 0.655], chroma: 0.145, hue: [277, 425] },
  dark: { lightness: [0.58, 0.86], chroma: 0.13, hue: [280, 440] },
};

/** The position of `segments` of `width` channels: 0 is regular, 1 is depthwise; equal ratios are equal steps. */
export function spectrumPosition(segments: number, width: number): number {
  return width <= 1 ? 0 : Math.min(1, Math.max(0, Math.log(segments) / Math.log(width)));
}

/** A CSS colour that follows the page's colour scheme. */
export function segmentColor(segments: number, width: number): string {
  const position = spectrumPosition(segments, width);
  return `light-dark(${spectrumColor(position, "light")}, ${spectrumColor(position, "dark")})`;
}

/** "#rrggbb" at a position in [0, 1]. */
export function spectrumColor(position: number, theme: Theme): string {
  const { lightness, chroma, hue } = PATHS[theme];
  const angle = (mix(hue, position) * Math.PI) / 180;
  const rgb = oklabToSrgb(mix(lightness, position), chroma * Math.cos(angle), chroma * Math.sin(angle));
  return `#${rgb
    .map((value) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

function mix([from, to]: readonly [number, number], position: number): number {
  return from + (to - from) * position;
}

/** Björn Ottosson, "A perceptual color space for image processing" (2020); then the sRGB transfer curve. Clipped to [0, 1]. */
function oklabToSrgb(lightness: number, a: number, b: number): readonly number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((value) => {
    const curved = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.min(1, Math.max(0, curved));
  });
}
