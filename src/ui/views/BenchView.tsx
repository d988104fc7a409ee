// Everything that trying a point needs, on one screen: the slider, below it the network beside its training and curves,
// then the arms and the runs. On a narrow screen all are below each other, with training and curves before the network.
import { lazy, memo, Suspense, useState } from "react";
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

/** Where the grid below has the arms above the curves. */
const ARMS_FIRST = "(min-width: 56rem) and (min-height: 36.01rem)";

export const BenchView = memo(function BenchView({ isShown }: { readonly isShown: boolean }) {
  // In the order of the screen, for the Tab key and because what is drawn later would move what stands below it.
  const [isArmsFirst] = useState(() => matchMedia(ARMS_FIRST).matches);
  const arms = (
    <Part key="arms" className="bench-arms" what="the arms">
      <ArmsPanel />
    </Part>
  );
  const results = (
    <Part key="results" className="bench-results" what="the charts">
      <ResultsPanel />
    </Part>
  );
  return (
    <div className="bench">
      <InTurn isShown={isShown}>
        <Part className="bench-slider" what="the slider">
          <SpectrumPanel />
        </Part>
        <Part className="bench-train" what="the training">
          <TrainPanel />
        </Part>
        {isArmsFirst ? [arms, results] : [results, arms]}
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
