// A link to a view. It has an address, so that it can be opened in another tab; a plain click stays in this page.
import { useCallback, type MouseEvent } from "react";
import { writeAddress, type ViewId } from "../lab/views.ts";
import { useLab, useLabState } from "./labContext.tsx";

export function useViewLink(id: ViewId): { readonly href: string; readonly onClick: (event: MouseEvent) => void } {
  const lab = useLab();
  const href = useLabState(({ view, experiment }) => writeAddress({ ...view, id }, experiment) || "#");
  const onClick = useCallback(
    (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      lab.goTo(id);
    },
    [lab, id],
  );
  return { href, onClick };
}
