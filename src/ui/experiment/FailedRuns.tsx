// Runs that failed while the person was here: said where they look, not only in the
// table. Those of earlier visits are old news.
import { useState } from "react";
import { isActive } from "../../lab/state.ts";
import { networkName } from "../../recipe/differences.ts";
import { useLabState } from "../labContext.tsx";
import "../notices/Notices.css";

export function FailedRuns() {
  const active = useLabState(({ runs }) => runs.filter(isActive).map(({ id }) => id));
  const [watched, setWatched] = useState<ReadonlySet<string>>(new Set());
  if (active.some((id) => !watched.has(id))) setWatched(new Set([...watched, ...active]));
  const failed = useLabState(({ runs }) => {
    const press = runs.at(-1)?.pressId;
    return runs.filter(({ id, pressId, failure }) => pressId === press && failure !== null && watched.has(id));
  });
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
