// Runs that failed during this visit, shown beside the buttons and not only in the table.
import { useState } from "react";
import { networkName } from "../../recipe/differences.ts";
import { useLabState } from "../labContext.tsx";
import "../notices/Notices.css";

export function FailedRuns() {
  const active = useLabState((state) => state.active);
  const [watched, setWatched] = useState<ReadonlySet<string>>(new Set());
  const runs = useLabState((state) => state.runs);
  if (active.some((id) => !watched.has(id)))
    setWatched(new Set([...[...watched].filter((id) => runs.has(id)), ...active]));
  const order = useLabState((state) => state.order);
  const press = runs.get(order.at(-1) ?? "")?.pressId;
  const failed = [...watched]
    .flatMap((id) => runs.get(id) ?? [])
    .filter(({ pressId, failure }) => pressId === press && failure !== null);
  return (
    <div className="notices">
      {failed.map(({ id, recipe, failure }) => (
        <div key={id} className="notice notice-problem" role="alert">
          <p>
            <b>
              {networkName(recipe.network)}
              {failure?.reason === "diverged" ? " diverged." : " failed."}
            </b>{" "}
            {failure?.message}
          </p>
        </div>
      ))}
    </div>
  );
}
