// Checks an operation on random shapes, on every engine, against plain loops in double precision, and in
// memory that holds NaN before. The shapes are the same in every run.
import type { Tensor } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { randomStream, type RandomStream } from "../data/random.ts";
import { describeEngines, farthest, valuesOn, type TestEngine } from "./testEngines.ts";
import { inPoisonedMemory } from "./testPoison.ts";

/** The largest image side and number of channels to be drawn. */
export interface Bounds {
  side: number;
  channels: number;
}

export interface RandomTest<Case> {
  operation: string;
  draw(random: RandomStream, bounds: Bounds): Case;
  describe(test: Case): string;
  /** The results on the active engine: forward, then gradients. */
  run(test: Case): Tensor[];
  byLoops(test: Case): ArrayLike<number>[];
  /** The largest difference, as `farthest` has it. */
  tolerance: number;
}

/** A software GPU takes as long to compile one shape's programs as the others for a hundred shapes; the reference is slow, too. */
function effortOn({ name, slow }: TestEngine): { shapes: number; bounds: Bounds } {
  if (slow) return { shapes: 16, bounds: { side: 6, channels: 8 } };
  return { shapes: name === "cpu" ? 50 : 1000, bounds: { side: 17, channels: 24 } };
}

export function describeRandomShapes<Case>({ operation, draw, describe, run, byLoops, tolerance }: RandomTest<Case>) {
  describeEngines(`${operation} on random shapes`, (engine) => {
    const { shapes, bounds } = effortOn(engine);
    it(`is what loops give for ${shapes} shapes`, { timeout: 120_000 }, async () => {
      const faults: string[] = [];
      for (let at = 0; at < shapes; at++) {
        const test = draw(randomStream(1, operation, at), bounds);
        const found = await valuesOn(engine, () => inPoisonedMemory(engine, () => run(test)));
        const distances = byLoops(test).map((values, i) => farthest(found[i] ?? [], values));
        if (!distances.every((distance) => distance < tolerance))
          faults.push(`${at}: ${describe(test)}: ${distances.map((distance) => distance.toPrecision(2)).join(", ")}`);
      }
      console.info(`${operation}: ${shapes} random shapes tried on ${engine.name}`);
      expect(faults).toEqual([]);
    });
  });
}

/** One of these, each as likely as any other. */
export function oneOf<const T>(random: RandomStream, values: readonly T[]): T {
  return values[random.integer(values.length)] as T;
}

/** A whole number from `least` to `most`. */
export function between(random: RandomStream, least: number, most: number): number {
  return least + random.integer(most - least + 1);
}
