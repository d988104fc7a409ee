// The page: the slider, below it the network beside its training and curves, then the experiment and the runs. On a
// narrow screen all are below each other, with training and curves before the network.
import type { MouseEvent, ReactNode } from "react";
import type { Lab } from "../lab/lab.ts";
import { ExperimentPanel } from "./experiment/ExperimentPanel.tsx";
import { TrainPanel } from "./experiment/TrainPanel.tsx";
import { focusOn } from "./focusOn.ts";
import { Footer } from "./Footer.tsx";
import { Header } from "./header/Header.tsx";
import { InTurn } from "./InTurn.tsx";
import { LabProvider } from "./labContext.tsx";
import { ModulePanel } from "./module/ModulePanel.tsx";
import { ErrorBoundary } from "./notices/ErrorBoundary.tsx";
import { Notices } from "./notices/Notices.tsx";
import { ResultsPanel } from "./results/ResultsPanel.tsx";
import { RunsPanel } from "./runs/RunsPanel.tsx";
import { SpectrumPanel } from "./spectrum/SpectrumPanel.tsx";
import "./page.css";
import "./bench.css";

/** The address after "#" holds the experiment, so the skip link must not replace it. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  focusOn(document.getElementById("experiment-title"));
}

export function App({ lab }: { lab: Lab }) {
  return (
    <ErrorBoundary what="the page">
      <LabProvider lab={lab}>
        <a className="skip" href="#experiment-title" onClick={skip}>
          Skip to the experiment
        </a>
        <div className="page">
          <ErrorBoundary what="the header">
            <Header />
          </ErrorBoundary>
          <main>
            <Notices />
            <div className="bench">
              <InTurn>
                <Part area="slider" what="the slider">
                  <SpectrumPanel />
                </Part>
                <div className="bench-results">
                  <ErrorBoundary what="the training">
                    <TrainPanel />
                  </ErrorBoundary>
                  <ErrorBoundary what="the charts">
                    <ResultsPanel />
                  </ErrorBoundary>
                </div>
                <Part area="network" what="the module">
                  <ModulePanel />
                </Part>
                <Part area="experiment" what="the experiment">
                  <ExperimentPanel />
                </Part>
                <Part area="runs" what="the runs">
                  <RunsPanel />
                </Part>
              </InTurn>
            </div>
          </main>
          <Footer />
        </div>
      </LabProvider>
    </ErrorBoundary>
  );
}

/** A part in its place on the bench, see bench.css; a fault in it leaves the others alone. */
function Part({
  area,
  what,
  children,
}: {
  readonly area: string;
  readonly what: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={`bench-${area}`}>
      <ErrorBoundary what={what}>{children}</ErrorBoundary>
    </div>
  );
}
