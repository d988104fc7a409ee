// Runs of the last press on "Train" that failed: said where the person looks, not only in the table.
import { pointWords } from "../../recipe/differences.ts";
import { useLabState } from "../labContext.tsx";
import "../notices/Notices.css";

export function FailedRuns() {
  const failed = useLabState(({ runs }) => {
    const press = runs.at(-1)?.pressId;
    return runs.filter(({ pressId, failure }) => pressId === press && failure !== null);
  });
  return (
    <div className="notices" role="alert">
      {failed.map(({ id, recipe, failure }) => (
        <div key={id} className="notice notice-problem">
          <p><b>{pointWords(recipe)}{failure?.reason === "diverged" ? " diverged." : " failed."}</b> {failure?.message}</p>
        </div>
      ))}
    </div>
  );
}
