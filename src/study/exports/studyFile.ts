// The study alone, without what its runs measured.
import { writeStudy } from "../file.ts";
import type { Exporter } from "./bundle.ts";

export const studyFile: Exporter = {
  title: "Study (JSON)",
  purpose: "what is asked, to train it on the command line",
  file: "study.json",
  type: "application/json",
  write: ({ result }) => writeStudy(result.study),
};
