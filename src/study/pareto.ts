// What accuracy costs: each arm at its cost, and the front of those that no other arm beats in both.
import { networkCost } from "../recipe/cost.ts";
import { medianOf } from "../statistics/pairs.ts";
import { MEASURES } from "./measures.ts";
import { grouped } from "./order.ts";
import type { ArmOutcome, MeasureOutcome } from "./outcome.ts";

/** Trainable parameters, multiply-adds of one image, or seconds of a whole run as it was trained. */
export type Cost = "parameters" | "multiplyAdds" | "seconds";

export const COSTS = {
  parameters: { title: "Parameters" },
  multiplyAdds: { title: "Multiply-adds per image" },
  seconds: { title: "Seconds per run" },
} as const satisfies Readonly<Record<Cost, { readonly title: string }>>;

export const costNames = Object.keys(COSTS) as readonly Cost[];

export interface CostPoint {
  readonly outcome: ArmOutcome;
  readonly cost: number;
  /** Whether no arm is as good or better and cheaper, or better and as cheap. Equals in both are on it together. */
  readonly isOnFront: boolean;
}

/** Median seconds of an arm's finished runs, by the arm's id. */
export type ArmSeconds = ReadonlyMap<string, number>;

/** Of the arms that are measured and whose cost is known, the cheapest first. */
export function costPoints({ arms, measure }: MeasureOutcome, cost: Cost, seconds: ArmSeconds): readonly CostPoint[] {
  const sign = MEASURES[measure].better === "higher" ? 1 : -1;
  const known = arms.flatMap((outcome) => {
    const { arm, mean } = outcome;
    const own = cost === "seconds" ? seconds.get(arm.id) : networkCost(arm.recipe)[cost];
    return mean === null || own === undefined ? [] : [{ outcome, cost: own, worth: sign * mean }];
  });
  let best = { cost: NaN, worth: -Infinity };
  return known
    .toSorted((one, other) => one.cost - other.cost || other.worth - one.worth)
    .map(({ outcome, cost: own, worth }) => {
      if (worth > best.worth) best = { cost: own, worth };
      return { outcome, cost: own, isOnFront: worth === best.worth && own === best.cost };
    });
}

/** The median of each arm's runs. */
export function secondsOfArms(runs: readonly { readonly arm: string; readonly seconds: number }[]): ArmSeconds {
  const byArm = grouped(runs, ({ arm }) => arm);
  return new Map([...byArm].map(([arm, own]) => [arm, medianOf(own.map(({ seconds }) => seconds))]));
}
