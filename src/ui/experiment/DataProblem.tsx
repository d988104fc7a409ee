// Says why the data set cannot be read, before someone trains in vain.
import { datasetKey } from "../../lab/state.ts";
import { useLabState } from "../labContext.tsx";
import "../notices/Notices.css";

export function DataProblem() {
  const asked = useLabState((state) => state.contactSheets[datasetKey(state.experiment.recipe.dataset)]);
  if (asked?.status !== "failed") return null;
  return (
    <div className="notice notice-problem" role="alert">
      <p>{asked.message}</p>
    </div>
  );
}
