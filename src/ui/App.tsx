// The page, top to bottom: a point on the spectrum, an experiment, what happened, the runs.
import type { MouseEvent } from "react";
import type { Lab } from "../lab/lab.ts";
import { ExperimentPanel } from "./experiment/ExperimentPanel.tsx";
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
import "./page.css";

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
            <InTurn>
              <ErrorBoundary what="the module">
                <ModulePanel />
              </ErrorBoundary>
              <ErrorBoundary what="the experiment">
                <ExperimentPanel />
              </ErrorBoundary>
              <ErrorBoundary what="the charts">
                <ResultsPanel />
              </ErrorBoundary>
              <ErrorBoundary what="the runs">
                <RunsPanel />
              </ErrorBoundary>
            </InTurn>
          </main>
          <Footer />
        </div>
      </LabProvider>
    </ErrorBoundary>
  );
}
