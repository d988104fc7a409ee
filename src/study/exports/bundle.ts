// What all exporters are given, and what they are.
import { DATASETS } from "../../data/descriptions.ts";
import type { PictureSource } from "../../data/sources.ts";
import type { Outcome } from "../outcome.ts";
import type { StudyResult } from "../result.ts";
import { outcomeOfResult } from "../resultOutcome.ts";
import { armsOfStudy } from "../study.ts";

/** A result, what it says, and what is known around it. */
export interface Bundle {
  readonly result: StudyResult;
  readonly outcome: Outcome;
  /** The day, ISO 8601, on which the files are written. */
  readonly day: string;
  /** Who drew the pictures of the data sets; empty where they are computed. Rejects where the list cannot be read. */
  readonly sources: () => Promise<readonly PictureSource[]>;
}

export type Content = string | Uint8Array;

/** Contents by their paths, with slashes. */
export type Files = Readonly<Record<string, Content>>;

/** One form in which a result leaves the lab. */
export interface Exporter {
  /** "Report, as a web page". */
  readonly title: string;
  /** What it is for, in one line. */
  readonly purpose: string;
  readonly file: string;
  /** Its MIME type. */
  readonly type: string;
  /** The content of its file. Libraries that only one exporter needs are loaded here. */
  write(bundle: Bundle): Content | Promise<Content>;
  /** Whether every number of every run is in it. */
  readonly holdsAll?: true;
  /** Why this result cannot be written so; ends a sentence that begins "The result". Null where it can. */
  readonly refuses?: (result: StudyResult) => string | null;
  /** Of one whose file is an archive: what is in it. Among the files of others it is a folder. */
  readonly files?: (bundle: Bundle) => Files | Promise<Files>;
}

/** `sources` is asked at most where a data set has pictures that somebody drew. */
export function bundleOf(result: StudyResult, day: string, sources: Bundle["sources"]): Bundle {
  const { arms } = armsOfStudy(result.study);
  const isDrawn = arms.some(({ recipe }) => DATASETS[recipe.dataset.id].kind === "real");
  return {
    result,
    outcome: outcomeOfResult(result),
    day,
    sources: isDrawn ? sources : () => Promise.resolve([]),
  };
}
