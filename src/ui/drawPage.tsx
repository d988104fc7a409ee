// Draws the page into an element. It, the page and the lab are scripts of their own, so that no task of the start is long.
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import type { Lab } from "../lab/lab.ts";

const page = import("./App.tsx");

/** As a transition: the first drawing is cut into slices, between which the page answers. */
export async function drawPage(root: Element, lab: Lab): Promise<void> {
  const { App } = await page;
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <App lab={lab} />
      </StrictMode>,
    ),
  );
}
