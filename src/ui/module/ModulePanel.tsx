// What will be trained: the network's picture, what it costs, and its settings.
import { lazy, memo, Suspense, useDeferredValue, type CSSProperties } from "react";
import { familyOf } from "../../networks/families.ts";
import type { Experiment } from "../../recipe/experiment.ts";
import { Fold } from "../controls/Fold.tsx";
import { useLabState } from "../labContext.tsx";
import { colourOf } from "../marks.ts";
import { ModuleCost } from "./ModuleCost.tsx";
import { NetworkTable } from "./NetworkTable.tsx";
import { PlanFigure } from "./PlanFigure.tsx";
import "./ModulePanel.css";

/** A script of its own: its lists that open weigh as much as the rest of the bench's controls. */
const NetworkSettings = lazy(async () => ({
  default: (await import("../settings/NetworkSettings.tsx")).NetworkSettings,
}));

export function ModulePanel() {
  const experiment = useLabState((state) => state.experiment);
  // After the slider, which stays under the hand.
  return <ModuleOf experiment={useDeferredValue(experiment)} />;
}

const ModuleOf = memo(function ModuleOf({ experiment }: { readonly experiment: Experiment }) {
  const { recipe, intermediateActivations: activations } = experiment;
  const { network } = recipe;
  return (
    <section className="section" aria-labelledby="module-title">
      <h2 id="module-title" className="unseen">
        {familyOf(network).plan(network).kind === "module" ? "The module" : "The network"}
      </h2>
      <div className="module-and-cost" style={{ "--segment": colourOf(network) } as CSSProperties}>
        <PlanFigure recipe={recipe} activations={activations} />
        <ModuleCost recipe={recipe} />
      </div>
      <Suspense fallback={<div className="module-settings-room" />}>
        <NetworkSettings />
      </Suspense>
      <Fold title="The network, node by node">
        <NetworkTable recipe={recipe} />
      </Fold>
    </section>
  );
});
