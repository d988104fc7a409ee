import { describe, expect, test } from "vitest";
import { spectrumColor, spectrumPosition, type Theme } from "./scale.ts";

const STOPS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 48];
const PAPERS = { light: "#ffffff", dark: "#131417" } as const;

const linear = (color: string): number[] =>
  [1, 3, 5]
    .map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));

/** Relative luminance and contrast of WCAG 2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = linear(color);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** Oklab by its definition, in the opposite direction to the scale's computation. */
function oklab(color: string): number[] {
  const [r = 0, g = 0, b = 0] = linear(color);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const distance = (a: string, b: string): number =>
  Math.hypot(...oklab(a).map((value, index) => value - (oklab(b)[index] ?? 0)));

test("regular is at 0, depthwise at 1, and equal ratios are equal steps, whatever the width", () => {
  expect([spectrumPosition(1, 48), spectrumPosition(48, 48), spectrumPosition(1, 1)]).toEqual([0, 1, 0]);
  expect(spectrumPosition(4, 64)).toBeCloseTo(2 * spectrumPosition(2, 64), 12);
});

describe.each<Theme>(["light", "dark"])("on %s paper", (theme) => {
  const tenths = Array.from({ length: 11 }, (_, index) => spectrumColor(index / 10, theme));

  test.each(STOPS)("the colour of %i segments has a contrast of at least 3:1", (segments) => {
    expect(contrast(spectrumColor(spectrumPosition(segments, 48), theme), PAPERS[theme])).toBeGreaterThanOrEqual(3);
  });

  test("equal steps of position are equal steps of colour, within a tenth", () => {
    const steps = tenths.slice(1).map((color, index) => distance(color, tenths[index] ?? ""));
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.1);
  });

  test("lightness alone orders the points", () => {
    const lightness = tenths.map((color) => oklab(color)[0] ?? 0);
    lightness.slice(1).forEach((value, index) => expect(value).toBeGreaterThan((lightness[index] ?? 0) + 0.02));
  });
});
