// The page: its header, notices, and the view that is shown.
import "./page.css"; // First, because the others build on it.
import type { MouseEvent } from "react";
import type { Lab } from "../lab/lab.ts";
import { BesideFirst } from "./compare/BesideFirst.tsx";
import { focusOn } from "./focusOn.ts";
import { Footer } from "./Footer.tsx";
import { Header } from "./header/Header.tsx";
import { LabProvider } from "./labContext.tsx";
import { ErrorBoundary } from "./notices/ErrorBoundary.tsx";
import { Notices } from "./notices/Notices.tsx";
import { useStepKeys } from "./useStepKeys.ts";
import { ViewShown } from "./views/ViewShown.tsx";

/** The address after "#" holds the view and the experiment, so the skip link must not replace it. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  focusOn(document.querySelector("main"));
}

export function App({ lab }: { lab: Lab }) {
  return (
    <ErrorBoundary what="the page">
      <LabProvider lab={lab}>
        <Page />
      </LabProvider>
    </ErrorBoundary>
  );
}

function Page() {
  useStepKeys();
  return (
    <>
      <a className="skip" href="#main" onClick={skip}>
        Skip to the view
      </a>
      <div className="page">
        <ErrorBoundary what="the header">
          <Header />
        </ErrorBoundary>
        <Notices />
        <ViewShown />
        <BesideFirst />
        <Footer />
      </div>
    </>
  );
}
