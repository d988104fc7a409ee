// What a network costs, one module and the whole, compared with the same point with a regular convolution.
import { graphCost, type GraphCost } from "../graph/cost.ts";
import { familyOf } from "../networks/families.ts";
import { graphOf, taskOf } from "./network.ts";
import type { NetworkRecipe, Recipe } from "./schema.ts";

export interface Price {
  readonly parameters: number;
  /** For one image's forward pass. */
  readonly multiplyAdds: number;
}

/** A cost, and its share of the cost with one segment: 1 at the regular end. */
export interface PriceOnSpectrum {
  readonly price: Price;
  /** Null for a family without a slider. */
  readonly share: Price | null;
}

export interface PointCost {
  /** A module's two convolutions and what is between them; null for a family without a slider. */
  readonly module: PriceOnSpectrum | null;
  readonly network: PriceOnSpectrum;
}

/** Throws GraphError where the recipe's parts do not fit together. */
export function pointCost(recipe: Recipe): PointCost {
  const { network } = recipe;
  const { slider } = familyOf(network);
  if (!slider) return { module: null, network: { price: priceOf(networkCost(recipe)), share: null } };
  const regular = { ...recipe, network: slider.at(network, 1) };
  const moduleCost = (of: Recipe) => graphCost(slider.module(of.network, taskOf(of)));
  return {
    module: onSpectrum(moduleCost(recipe), moduleCost(regular)),
    network: onSpectrum(networkCost(recipe), networkCost(regular)),
  };
}

const costs = new WeakMap<NetworkRecipe, Map<string, GraphCost>>();

/** The whole network's cost, per node and in total; remembered for each network and data set: seeds share theirs. */
export function networkCost(recipe: Recipe): GraphCost {
  const { network, dataset } = recipe;
  const known = costs.get(network) ?? new Map<string, GraphCost>();
  costs.set(network, known);
  const cost = known.get(dataset.id) ?? graphCost(graphOf(recipe));
  known.set(dataset.id, cost);
  return cost;
}

function priceOf({ parameters, multiplyAdds }: Price): Price {
  return { parameters, multiplyAdds };
}

function onSpectrum(cost: Price, regular: Price): PriceOnSpectrum {
  const share = {
    parameters: cost.parameters / regular.parameters,
    multiplyAdds: cost.multiplyAdds / regular.multiplyAdds,
  };
  return { price: priceOf(cost), share };
}
