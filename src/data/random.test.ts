import { describe, expect, test } from "vitest";
import { exponential, naturalLogarithm } from "./elementaryFunctions.ts";
import { hashString, randomStream } from "./random.ts";

describe("random streams", () => {
  test("give pinned numbers, so that a run can be repeated years later", () => {
    const stream = randomStream(7, "order", 3);
    expect([stream.nextUint32(), stream.nextUint32(), stream.nextUint32()]).toEqual([
      1678973543, 4090137407, 230541954,
    ]);
    expect(randomStream(7, "order", 3).normal()).toBe(-0.12579605611931174);
    expect(hashString("segments", 1)).toBe(2007461557);
  });

  test("a stream is decided by its seed and its whole name", () => {
    const first = (seed: number, ...names: (string | number)[]): number => randomStream(seed, ...names).nextUint32();
    expect(first(1, "a")).toBe(first(1, "a"));
    const seen = new Set([
      first(1, "a"),
      first(2, "a"),
      first(1, "b"),
      first(1, "a", "b"),
      first(1, "ab"),
      first(1),
      first(1, 1),
      first(1, "1"),
      first(11),
      first(1, ""),
      first(-1),
      first(1, "b", "a"),
      first(1, "ab", ""),
      first(1, "", "ab"),
    ]);
    expect(seen.size).toBe(14);
  });

  test("neighbouring names are uncorrelated", () => {
    const count = 20000;
    const streams = [randomStream(1, "layer", 1), randomStream(1, "layer", 2), randomStream(2, "layer", 1)];
    const sums = [0, 0, 0];
    for (let index = 0; index < count; index++) {
      const [a, b, c] = streams.map((stream) => stream.uniform() - 0.5) as [number, number, number];
      sums[0]! += a * b;
      sums[1]! += a * c;
      sums[2]! += b * c;
    }
    for (const sum of sums) expect(Math.abs((sum / count) * 12)).toBeLessThan(0.03); // 4 standard errors
  });

  test("the first number of many streams is as uniform as the numbers of one", () => {
    const bins = new Array<number>(64).fill(0);
    for (let name = 0; name < 64000; name++) bins[Math.floor(randomStream(0, name).uniform() * 64)]!++;
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(115); // 63 degrees of freedom, p ≈ 1e-4
  });

  test("uniform and normal numbers have the moments they should", () => {
    const stream = randomStream(5, "moments");
    const count = 100000;
    const uniform = [0, 0];
    const normal = [0, 0, 0, 0];
    for (let index = 0; index < count; index++) {
      const u = stream.uniform();
      uniform[0]! += u;
      uniform[1]! += (u - 0.5) ** 2;
      const z = stream.normal();
      for (let power = 1; power <= 4; power++) normal[power - 1]! += z ** power;
    }
    expect(uniform[0]! / count).toBeCloseTo(0.5, 2);
    expect(uniform[1]! / count).toBeCloseTo(1 / 12, 2);
    expect(Math.abs(normal[0]! / count)).toBeLessThan(0.013);
    expect(Math.abs(normal[1]! / count - 1)).toBeLessThan(0.02);
    expect(Math.abs(normal[2]! / count)).toBeLessThan(0.05);
    expect(Math.abs(normal[3]! / count - 3)).toBeLessThan(0.13);
  });

  test("uniform numbers lie in [0, 1) and survive 32-bit floats", () => {
    const stream = randomStream(6);
    for (let index = 0; index < 1000; index++) {
      const u = stream.uniform();
      expect(u).toBe(Math.fround(u));
      expect(u >= 0 && u < 1).toBe(true);
    }
  });

  test("integers are even over a bound that is no power of two", () => {
    const stream = randomStream(8);
    const counts = [0, 0, 0];
    const bound = 3 * 2 ** 30; // taking the remainder only would draw the first third twice as often
    for (let index = 0; index < 30000; index++) counts[Math.floor(stream.integer(bound) / 2 ** 30)]!++;
    for (const count of counts) expect(Math.abs(count - 10000)).toBeLessThan(330);
  });

  test("a permutation holds every number once, and every order is as likely", () => {
    expect([...randomStream(9).permutation(100)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, index) => index),
    );
    const orders = new Map<string, number>();
    const stream = randomStream(10);
    for (let round = 0; round < 6000; round++) {
      const order = stream.shuffle(["a", "b", "c"]).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  test("a bound or a name that cannot be used is refused with its value", () => {
    expect(() => randomStream(1).integer(0)).toThrow(/below 0/);
    expect(() => randomStream(1.5)).toThrow(/1\.5/);
    expect(() => randomStream(1, Number.NaN)).toThrow(/NaN/);
  });
});

describe("elementary functions", () => {
  test("agree with the platform's to its last digits", () => {
    for (let x = -700; x <= 700; x += 0.37) expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-14);
    for (let x = 1e-9; x < 1e9; x *= 1.3)
      expect(Math.abs(naturalLogarithm(x) - Math.log(x))).toBeLessThan(1e-14 * Math.max(1, Math.abs(Math.log(x))));
    expect([exponential(-1000), exponential(1000), naturalLogarithm(0)]).toEqual([0, Infinity, -Infinity]);
    expect(naturalLogarithm(-1)).toBeNaN();
  });
});
