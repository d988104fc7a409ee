// All forms in which a result leaves the lab, in the order in which they are offered. A new one is a file beside this one and
// an entry here.
import { armsTable } from "./armsTable.ts";
import type { Exporter } from "./bundle.ts";
import { comparisonsTable } from "./comparisonsTable.ts";
import { curves } from "./curves.ts";
import { everythingOf } from "./everything.ts";
import { figure } from "./figure.ts";
import { reportHtml } from "./reportHtml.ts";
import { reportMarkdown } from "./reportMarkdown.ts";
import { resultFile } from "./resultFile.ts";
import { runLines } from "./runLines.ts";
import { runsTable } from "./runsTable.ts";
import { studyFile } from "./studyFile.ts";
import { tensorboard } from "./tensorboard.ts";

const parts = {
  reportHtml,
  reportMarkdown,
  figure,
  result: resultFile,
  study: studyFile,
  arms: armsTable,
  comparisons: comparisonsTable,
  runs: runsTable,
  runLines,
  curves,
  tensorboard,
} as const satisfies Readonly<Record<string, Exporter>>;

/** All of them at once. */
export const everything = everythingOf(Object.values(parts));

export const EXPORTERS = { everything, ...parts } as const satisfies Readonly<Record<string, Exporter>>;

export type ExporterId = keyof typeof EXPORTERS;
export const exporterIds = Object.keys(EXPORTERS) as readonly ExporterId[];
