// What a point on the spectrum costs, one module and the whole network, compared with the same point
// with a regular convolution.
import { graphBuilder } from "../graph/builder.ts";
import { graphCost, type GraphCost } from "../graph/cost.ts";
import { addSpectrumModule } from "../networks/spectrumModule.ts";
import { graphOf } from "./network.ts";
import type { Recipe } from "./schema.ts";

export interface Price {
  readonly parameters: number;
  /** For one image's forward pass. */
  readonly multiplyAdds: number;
}

export interface PointCost {
  /** The first module's two convolutions and what is between them. */
  readonly module: Price;
  readonly network: Price;
  /** As shares of the cost with one segment: 1 at the regular end. */
  readonly moduleShare: Price;
  readonly networkShare: Price;
}

/** Throws GraphError where the recipe's parts do not fit together. */
export function pointCost(recipe: Recipe): PointCost {
  const regularRecipe = {
    ...recipe,
    network: { ...recipe.network, module: { ...recipe.network.module, segments: 1 } },
  };
  const network = networkCost(recipe);
  const module = modulePrice(recipe, network);
  const regular = networkCost(regularRecipe);
  return {
    module,
    network: priceOf(network),
    moduleShare: share(module, modulePrice(regularRecipe, regular)),
    networkShare: share(network, regular),
  };
}

const costs = new WeakMap<Recipe, GraphCost>();

/** The whole network's cost, per node and in total; remembered for each recipe object. */
export function networkCost(recipe: Recipe): GraphCost {
  const known = costs.get(recipe);
  if (known) return known;
  const cost = graphCost(graphOf(recipe));
  costs.set(recipe, cost);
  return cost;
}

function modulePrice({ network }: Recipe, cost: GraphCost): Price {
  const stem = cost.nodes.find((node) => node.name === "stem/convolution");
  const graph = graphBuilder(stem?.shape ?? []);
  addSpectrumModule(graph, "module", "input", network.width, network.module);
  return priceOf(graphCost(graph.finish()));
}

function priceOf({ parameters, multiplyAdds }: Price): Price {
  return { parameters, multiplyAdds };
}

function share(part: Price, whole: Price): Price {
  return { parameters: part.parameters / whole.parameters, multiplyAdds: part.multiplyAdds / whole.multiplyAdds };
}
