// Draws a network's plan, of any kind.
import { familyOf } from "../../networks/families.ts";
import type { Activation } from "../../activations/list.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { colourOf } from "../marks.ts";
import { BlocksFigure } from "./BlocksFigure.tsx";
import { ModuleFigure } from "./ModuleFigure.tsx";

interface PlanFigureProps {
  readonly recipe: Recipe;
  /** Those that are compared between a module's convolutions. */
  readonly activations: readonly Activation[];
}

export function PlanFigure({ recipe, activations }: PlanFigureProps) {
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
