// The ready study "Segments × coupling" compares segments on data that are equally hard at every κ: to its regular
// convolution, as trained here.
import { beforeAll, expect, test } from "vitest";
import { engineNamed } from "../src/kernels/nodeEngines.ts";
import { regularAccuracies, WANTED_ACCURACY } from "./coupled10Accuracy.ts";

beforeAll(() => engineNamed("wasm-simd").activate());

// Of the calibration's seeds, one of each κ that lies near their mean: all would take minutes.
test.each([
  [0, 101],
  [1, 101],
])(
  "with calibrated noise, at κ = %d the regular convolution is within 5 points of what is wanted",
  async (kappa, seed) => {
    const [accuracy] = await regularAccuracies({ kappa, noiseScale: "calibrated" }, [seed]);
    expect(Math.abs(accuracy! - WANTED_ACCURACY)).toBeLessThan(0.05);
  },
  180_000,
);
