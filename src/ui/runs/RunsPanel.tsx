// The runs, named by what differs between them.
import { useDeferredValue } from "react";
import { Button } from "react-aria-components/Button";
import { tableRows } from "../../lab/rows.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import { downloadText } from "../download.ts";
import { DamagedRecords } from "./DamagedRecords.tsx";
import { runsCsv } from "./runCells.ts";
import { RunsTable } from "./RunsTable.tsx";
import "../controls/buttons.css";
import "./RunsPanel.css";

export function RunsPanel() {
  const { store } = useLab();
  // The first drawing of a long table gives way to what the person does meanwhile.
  const isEmpty = useDeferredValue(useLabState(({ order }) => order.length === 0));
  return (
    <section className="section" aria-labelledby="runs-title">
      <div className="section-head">
        <h2 id="runs-title">Runs</h2>
        {!isEmpty && (
          <p>
            Named by what differs between them. Accuracies are <Term id="macroAccuracy">means over the classes</Term>.
          </p>
        )}
        {!isEmpty && (
          <Button
            className="button button-quiet runs-csv no-print"
            onPress={() => downloadText("xception-lab-runs.csv", "text/csv", runsCsv(tableRows(store.getState())))}
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
        <RunsTable />
      )}
    </section>
  );
}
