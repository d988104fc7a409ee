// What may be asked of the shelf: the contract between it and the lab, which knows no database.
import type { Checkpoint } from "../run/events.ts";
import type { ColumnsRecord, DamagedRecord, EvaluationRecord, ExperimentRecord, RunRecord } from "./records.ts";

/** What was read of the runs; those that were removed are not among them. */
export interface Reading {
  readonly runs: readonly RunRecord[];
  readonly damaged: readonly DamagedRecord[];
  /** The latest write that this reading has seen. */
  readonly revision: number;
}

export interface Changes extends Reading {
  /** Every run that is there, changed or not. */
  readonly ids: ReadonlySet<string>;
}

type Kept = Omit<RunRecord, "format" | "revision" | "removedAt">;

/** What has changed of one run, and nothing else. Only `create` makes a run; a change of one that is not there is not made. */
export interface RunChange {
  readonly id: string;
  readonly create?: Kept;
  readonly patch?: Partial<Omit<Kept, "id">>;
  readonly removed?: boolean;
  /** The run went on from this step: evaluations and steps after it are forgotten, before any below is added. */
  readonly forgetAfter?: number;
  readonly evaluations?: readonly EvaluationRecord[];
  readonly steps?: ColumnsRecord;
  readonly checkpoint?: Checkpoint | "drop";
}

/** What was seen while a run trained. */
export interface HistoryRecord {
  readonly evaluations: readonly EvaluationRecord[];
  readonly steps: ColumnsRecord;
  /** How many records of it could not be read, and are left out. */
  readonly damaged: number;
}

export interface Shelf {
  /** All runs, or those with the given ids: summaries alone. */
  read(ids?: readonly string[]): Promise<Reading>;
  readSince(revision: number): Promise<Changes>;
  /** In one transaction, which first looks at what is there. Tells which runs are gone: another tab removed them. */
  write(changes: readonly RunChange[], experiments?: readonly ExperimentRecord[]): Promise<readonly string[]>;
  history(runIds: readonly string[]): Promise<ReadonlyMap<string, HistoryRecord>>;
  /** Null where there is none, or none that is whole. */
  checkpoint(runId: string): Promise<Checkpoint | null>;
  /** Deletes records of runs with all that belongs to them. */
  purge(keys: readonly IDBValidKey[]): Promise<void>;
}

/** What happens to the database on the way. */
export interface ShelfEvents {
  /** A tab with an older version of the page holds the database. Opening goes on by itself when that tab is gone. */
  blocked(): void;
  /** A tab with a newer version of the page wants the database: this one has let go of it, and keeps nothing more. */
  outdated(): void;
  /** Runs that an earlier version kept are being moved over. */
  moving(moved: number): void;
}
