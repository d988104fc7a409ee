// The statistics against SciPy's and statsmodels' (scripts/golden/make_statistics.py).
import { expect, test } from "vitest";
import golden from "./golden/statistics.json" with { type: "json" };
import { holm } from "./holm.ts";
import { bootstrapInterval, studentInterval, studentQuantile } from "./intervals.ts";
import { summarise } from "./pairs.ts";
import { signFlipP } from "./signFlip.ts";

for (const { differences, mean, spread, student, bca, ...scipy } of golden.cases)
  test(`${differences.length} pairs, ${differences.slice(0, 4).join(" ")} …`, () => {
    const summary = summarise(differences);
    expect(summary.mean).toBeCloseTo(mean, 12);
    expect(summary.spread).toBeCloseTo(spread, 12);
    const interval = studentInterval(differences);
    expect(interval?.low).toBeCloseTo(student[0] ?? NaN, 10);
    expect(interval?.high).toBeCloseTo(student[1] ?? NaN, 10);
    expect(signFlipP(differences)).toBeCloseTo(scipy.signFlipP, 12);
    const bootstrap = bootstrapInterval(differences);
    if (!bca) return expect(bootstrap).toBeNull();
    // Other resamples were drawn: what is left is their sampling error.
    const tolerance = (0.04 * spread) / Math.sqrt(differences.length / 8);
    expect(Math.abs((bootstrap?.low ?? NaN) - (bca[0] ?? NaN))).toBeLessThan(tolerance);
    expect(Math.abs((bootstrap?.high ?? NaN) - (bca[1] ?? NaN))).toBeLessThan(tolerance);
  });

test("quantiles of Student's t", () => {
  for (const { share, degrees, value } of golden.studentQuantiles)
    expect(studentQuantile(share, degrees), `${share} at ${degrees}`).toBeCloseTo(value, 10);
});

test("Holm's correction", () => {
  for (const { p, adjusted } of golden.holm) {
    const found = holm(p);
    adjusted.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 12));
  }
});
