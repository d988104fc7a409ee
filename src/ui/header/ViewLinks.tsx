// Leads from view to view. Each is a link, so that it can be opened in a tab of its own.
import { viewIds, type ViewId } from "../../lab/views.ts";
import { count } from "../format.ts";
import { useLabState } from "../labContext.tsx";
import { useViewLink } from "../useViewLink.ts";
import { VIEW_TITLES } from "../views/titles.ts";
import "./ViewLinks.css";

export function ViewLinks() {
  return (
    <nav className="views no-print" aria-label="Views">
      {viewIds.map((id) => (
        <ViewLink key={id} id={id} />
      ))}
    </nav>
  );
}

function ViewLink({ id }: { readonly id: ViewId }) {
  const link = useViewLink(id);
  const isShown = useLabState(({ view }) => view.id === id);
  const runs = useLabState(({ order }) => order.length);
  return (
    <a {...link} aria-current={isShown ? "page" : undefined}>
      {VIEW_TITLES[id]}
      {id === "runs" && runs > 0 && (
        <>
          {" "}
          <small>{count(runs)}</small>
        </>
      )}
    </a>
  );
}
