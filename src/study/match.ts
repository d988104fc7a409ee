// Fair arms: each gets the size at which its whole network costs what the study's base does.
import { networkCost } from "../recipe/cost.ts";
import { familyOf } from "../networks/families.ts";
import type { Recipe } from "../recipe/schema.ts";

export const MATCHES = ["parameters", "multiplyAdds"] as const;
/** What all arms cost alike: trainable parameters, or one image's multiply-adds. */
export type Match = (typeof MATCHES)[number];

/** A larger share of the cost than this is no match (3 %). */
export const MOST_MISMATCH = 0.03;

export interface Matched {
  readonly recipe: Recipe;
  /** The cost over the one that is to be met, less 1: 0.013 is 1.3 % more. */
  readonly mismatch: number;
}

/**
 * The recipe at the size whose cost is nearest to the base's, by their ratio. A family of one size stays as it is.
 * Whole channels that the segments divide rarely meet a cost exactly: the mismatch says how near they come.
 */
export function matched(recipe: Recipe, base: Recipe, match: Match): Matched {
  const target = networkCost(base)[match];
  const sized = familyOf(recipe.network)
    .sizes(recipe.network)
    .map((network): Recipe => ({ ...recipe, network }));
  const distance = (each: Recipe) => Math.abs(Math.log(networkCost(each)[match] / target));
  const at = firstAtLeast(sized, target, match);
  const near = sized.slice(Math.max(0, at - 1), at + 1);
  const best = near.reduce((one, other) => (distance(other) < distance(one) ? other : one), near[0] ?? recipe);
  return { recipe: best, mismatch: networkCost(best)[match] / target - 1 };
}

/** Costs ascend with the size, so a search by halves finds the first that is not below the target. */
function firstAtLeast(sized: readonly Recipe[], target: number, match: Match): number {
  let [low, high] = [0, sized.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const own = sized[middle];
    if (own && networkCost(own)[match] < target) low = middle + 1;
    else high = middle;
  }
  return low;
}
