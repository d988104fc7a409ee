import { describe, expect, it } from "vitest";
import { planMemory, type Lifetime } from "./planMemory.ts";

const together = (a: Lifetime, b: Lifetime) => a.first <= b.last && b.first <= a.last;

describe("planMemory", () => {
  it("lets arrays that are not needed together share memory", () => {
    const { offsets, bytes } = planMemory([
      { bytes: 100, first: 0, last: 1 },
      { bytes: 128, first: 2, last: 3 },
    ]);
    expect(offsets).toEqual([0, 0]);
    expect(bytes).toBe(128);
  });

  it("keeps apart what meets in a single moment", () => {
    const { offsets, bytes } = planMemory([
      { bytes: 64, first: 0, last: 2 },
      { bytes: 64, first: 2, last: 3 },
    ]);
    expect([...offsets].sort()).toEqual([0, 64]);
    expect(bytes).toBe(128);
  });

  it("fills a gap between two that stay", () => {
    const { offsets } = planMemory([
      { bytes: 256, first: 0, last: 9 },
      { bytes: 192, first: 0, last: 3 },
      { bytes: 128, first: 0, last: 9 },
      { bytes: 64, first: 4, last: 9 },
    ]);
    expect(offsets).toEqual([0, 256, 448, 256]);
  });

  it("lays side by side what belongs together, for as long as any of it is needed", () => {
    const { offsets, bytes } = planMemory(
      [
        { bytes: 100, first: 0, last: 9 },
        { bytes: 640, first: 0, last: 3 },
        { bytes: 4, first: 5, last: 9 },
        { bytes: 65, first: 4, last: 9 },
      ],
      [[3, 0, 2]],
    );
    const [first = NaN, alone, last, start = NaN] = offsets;
    expect([first - start, (last ?? NaN) - start]).toEqual([128, 256]);
    expect(alone).toBe(0);
    expect(bytes).toBe(640 + 320);
  });

  it("never lays two arrays over each other while both are needed, and stays near what is needed at most", () => {
    let state = 1;
    const below = (count: number) => (state = (Math.imul(state, 1103515245) + 12345) >>> 1) % count;
    const lifetimes = Array.from({ length: 200 }, (): Lifetime => {
      const first = below(300);
      return { bytes: 1 + below(5000), first, last: first + below(20) };
    });
    const { offsets, bytes } = planMemory(lifetimes);
    for (const [i, a] of lifetimes.entries())
      for (const [j, b] of lifetimes.entries()) {
        if (i >= j || !together(a, b)) continue;
        const [startA = 0, startB = 0] = [offsets[i], offsets[j]];
        expect(startA + a.bytes <= startB || startB + b.bytes <= startA).toBe(true);
      }
    const needed = Math.max(
      ...Array.from({ length: 320 }, (_, moment) =>
        lifetimes
          .filter(({ first, last }) => first <= moment && moment <= last)
          .reduce((sum, own) => sum + own.bytes, 0),
      ),
    );
    expect(bytes).toBeLessThan(1.3 * needed);
  });
});
