// Draws a network's plan, of any kind.
import { familyOf } from "../../networks/families.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { useLabState } from "../labContext.tsx";
import { colourOf } from "../marks.ts";
import { BlocksFigure } from "./BlocksFigure.tsx";
import { ModuleFigure } from "./ModuleFigure.tsx";

export function PlanFigure({ recipe }: { recipe: Recipe }) {
  const activations = useLabState(({ experiment }) => experiment.intermediateActivations);
  const { network } = recipe;
  const plan = familyOf(network).plan(network);
  switch (plan.kind) {
    case "module":
      return <ModuleFigure plan={plan} activations={activations} color={colourOf(network)} />;
    case "blocks":
      return <BlocksFigure plan={plan} recipe={recipe} />;
    default:
      return plan satisfies never;
  }
}
