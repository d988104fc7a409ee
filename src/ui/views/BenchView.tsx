// Everything that trying a point needs, on one screen: the slider, below it the network beside its training and curves,
// then the arms and the runs. On a narrow screen all are below each other, with training and curves before the network.
import { lazy, memo, Suspense } from "react";
import { TrainPanel } from "../experiment/TrainPanel.tsx";
import { ArmsPanel } from "../experiment/ArmsPanel.tsx";
import { InTurn } from "../InTurn.tsx";
import { ModulePanel } from "../module/ModulePanel.tsx";
import { Part } from "./Part.tsx";
import { ResultsPanel } from "../results/ResultsPanel.tsx";
import { SpectrumPanel } from "../spectrum/SpectrumPanel.tsx";
import "./BenchView.css";

/** Below the first screen, and a script of its own. */
const RunsPanel = lazy(async () => ({ default: (await import("../runs/RunsPanel.tsx")).RunsPanel }));

export const BenchView = memo(function BenchView({ isShown }: { readonly isShown: boolean }) {
  return (
    <div className="bench">
      <InTurn isShown={isShown}>
        <Part className="bench-slider" what="the slider">
          <SpectrumPanel />
        </Part>
        <Part className="bench-train" what="the training">
          <TrainPanel />
        </Part>
        <Part className="bench-arms" what="the arms">
          <ArmsPanel />
        </Part>
        <Part className="bench-results" what="the charts">
          <ResultsPanel />
        </Part>
        <Part className="bench-network" what="the module">
          <ModulePanel />
        </Part>
        <Part className="bench-runs" what="the runs">
          <Suspense>
            <RunsPanel />
          </Suspense>
        </Part>
      </InTurn>
    </div>
  );
});
