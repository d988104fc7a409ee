// All runs that are kept, and how.
import { KeptHere } from "../runs/KeptHere.tsx";
import { RunsPanel } from "../runs/RunsPanel.tsx";

export function RunsView() {
  return (
    <>
      <RunsPanel hasTools />
      <KeptHere />
    </>
  );
}
