// The result as the page opens and checks it.
import { whyTooLarge, writeResult } from "../result.ts";
import type { Exporter } from "./bundle.ts";

export const resultFile: Exporter = {
  holdsAll: true,
  title: "Result (JSON)",
  purpose: "every number of every run, to open and check on this page",
  file: "result.json",
  type: "application/json",
  refuses: whyTooLarge,
  write: ({ result }) => writeResult(result),
};
