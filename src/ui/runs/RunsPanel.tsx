// The runs, named by what differs between them.
import { lazy, Suspense, useDeferredValue, useMemo } from "react";
import { Button } from "react-aria-components/Button";
import { namesOf, tableRows } from "../../lab/rows.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import { downloadText } from "../download.ts";
import { noteSaved } from "../savedHere.ts";
import { DamagedRecords } from "./DamagedRecords.tsx";
import { listItems, readListing, type Listing } from "./list/listing.ts";
import { runsCsv } from "./runCells.ts";
import { RunsTable } from "./RunsTable.tsx";
import "../controls/buttons.css";
import "../controls/Fold.css";
import "./RunsPanel.css";

const RunsTools = lazy(() => import("./RunsTools.tsx"));

interface RunsPanelProps {
  /** Whether they can be filtered and grouped, and their columns chosen. */
  readonly hasTools?: boolean;
}

export function RunsPanel({ hasTools = false }: RunsPanelProps) {
  const { store } = useLab();
  // The first drawing of a long table gives way to what the person does meanwhile.
  const isEmpty = useDeferredValue(useLabState(({ order }) => order.length === 0));
  const shown = useLabState(({ view }) => view.shown);
  const whole = useMemo(() => readListing(shown), [shown]);
  const listing = useMemo((): Listing => (hasTools ? whole : { ...whole, terms: [], group: null }), [hasTools, whole]);
  return (
    <section className="section" aria-labelledby="runs-title">
      <div className="section-head">
        <h2 id="runs-title">Runs</h2>
        {!isEmpty && (
          <p>
            Named by what differs between them. The result is the <Term id="test">test</Term> accuracy, not the{" "}
            <Term id="validation">validation</Term>; both are <Term id="macroAccuracy">means over the classes</Term>.
          </p>
        )}
        {!isEmpty && (
          <Button
            className="button button-quiet runs-csv no-print"
            onPress={() => {
              downloadText("xception-lab-runs.csv", "text/csv", runsCsv(tableRows(store.getState())));
              noteSaved();
            }}
          >
            Save as CSV
          </Button>
        )}
      </div>
      <DamagedRecords />
      {isEmpty ? (
        <p className="empty">
          No runs yet. Choose a point with the slider and press “Train”: each arm becomes a row here, with its accuracy,
          size, speed and confusion matrix.
        </p>
      ) : (
        <>
          {hasTools && (
            <Suspense fallback={<div className="runs-tools-room" />}>
              <Tools listing={listing} />
            </Suspense>
          )}
          <RunsTable listing={listing} isBelowVerdict={!hasTools} />
        </>
      )}
    </section>
  );
}

function Tools({ listing }: { readonly listing: Listing }) {
  const { order, runs } = useLabState((state) => ({ order: state.order, runs: state.runs }));
  const items = useMemo(
    () => listItems({ order, runs, names: namesOf({ order, runs }) }, { ...listing, group: null, sort: null }),
    [order, runs, listing],
  );
  return <RunsTools listing={listing} listed={items.length} all={order.length} />;
}
