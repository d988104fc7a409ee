// All runs that are kept.
import { RunsPanel } from "../runs/RunsPanel.tsx";

export function RunsView() {
  return <RunsPanel hasTools />;
}
