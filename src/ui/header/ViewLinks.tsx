// Leads from view to view. Each is a link, so that it can be opened in a tab of its own.
import type { MouseEvent } from "react";
import { viewIds, writeAddress, type ViewId } from "../../lab/views.ts";
import { count } from "../format.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { VIEW_TITLES } from "../views/titles.ts";
import "./ViewLinks.css";

export function ViewLinks() {
  const lab = useLab();
  const { view, experiment } = useLabState((state) => ({ view: state.view, experiment: state.experiment }));
  const runs = useLabState(({ order }) => order.length);
  const go = (event: MouseEvent, id: ViewId) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    lab.goTo(id);
  };
  return (
    <nav className="views no-print" aria-label="Views">
      {viewIds.map((id) => (
        <a
          key={id}
          href={writeAddress({ ...view, id }, experiment) || "#"}
          aria-current={id === view.id ? "page" : undefined}
          onClick={(event) => go(event, id)}
        >
          {VIEW_TITLES[id]}
          {id === "runs" && runs > 0 && (
            <>
              {" "}
              <small>{count(runs)}</small>
            </>
          )}
        </a>
      ))}
    </nav>
  );
}
