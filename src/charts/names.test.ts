import { describe, expect, test } from "vitest";
import { shortNames } from "./names.ts";

describe("short names", () => {
  test("names that fit stay as they are", () => {
    const names = ["16 segments, none", "16 segments, ReLU"];
    expect(shortNames(names, 20)).toEqual(names);
  });

  test("of names that do not fit, the parts that all share go first", () => {
    expect(
      shortNames(
        [
          "3 segments, none, width 6, seed 1",
          "3 segments, none, width 6, seed 2",
          "3 segments, none, width 48, seed 1",
        ],
        21,
      ),
    ).toEqual(["width 6, seed 1", "width 6, seed 2", "width 48, seed 1"]);
  });

  test("one name keeps its beginning and its end", () => {
    expect(shortNames(["48 segments, ReLU, Coupled-10, rate 0.05"], 18)).toEqual(["48 segmen…ate 0.05"]);
  });

  test("a run that repeats another keeps its number, and the other its name", () => {
    expect(
      shortNames(["3 segments, none, width 6, rate 0.1", "3 segments, none, width 6, rate 0.1, run 2"], 21),
    ).toEqual(["3 segments…, rate 0.1", "run 2"]);
  });

  test("no two are alike, however little room there is", () => {
    const names = ["none", "ReLU", "ELU"].flatMap((activation) =>
      [1, 2, 3].flatMap((seed) =>
        [6, 48].map((width) => `${width} segments, ${activation}, width ${width}, rate 0.00${seed}, seed ${seed}`),
      ),
    );
    for (let most = 6; most < 60; most++) {
      const short = shortNames(names, most);
      expect(new Set(short).size, `${most} characters: ${short.join(" | ")}`).toBe(names.length);
      for (const name of short) expect(name.length).toBeLessThanOrEqual(most);
    }
  });
});
