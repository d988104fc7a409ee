// The runs, named by what differs between them.
import { Button } from "react-aria-components/Button";
import { tableRows } from "../../lab/selectors.ts";
import type { LabState } from "../../lab/state.ts";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { downloadText } from "../download.ts";
import { runsCsv } from "./runCells.ts";
import { RunsTable } from "./RunsTable.tsx";
import "../controls/buttons.css";
import "./RunsPanel.css";

const rowsNow = ({ runs }: LabState) => tableRows(runs);

export function RunsPanel() {
  const rows = useLabStateEvery(1000, rowsNow);
  return (
    <section className="section" aria-labelledby="runs-title">
      <div className="section-head">
        <h2 id="runs-title">Runs</h2>
        <p>{rows.length === 0 ? "" : "Named by what differs between them. Accuracies are means over the classes."}</p>
        {rows.length > 0 && (
          <Button
            className="button button-quiet runs-csv no-print"
            onPress={() => downloadText("xception-lab-runs.csv", "text/csv", runsCsv(rows))}
          >
            Save as CSV
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="empty">
          No runs yet. Choose a point with the slider and press “Train”: each arm becomes a row here, with its accuracy,
          size, speed and confusion matrix.
        </p>
      ) : (
        <RunsTable rows={rows} />
      )}
    </section>
  );
}
