// What the views are called.
import type { ViewId } from "../../lab/views.ts";

export const VIEW_TITLES: Readonly<Record<ViewId, string>> = {
  bench: "Bench",
  compare: "Side by side",
  study: "Studies",
  settings: "Settings",
  data: "Data",
  runs: "Runs",
};
