// The contract between the shelf and the lab.
import type { Checkpoint } from "../run/events.ts";
import type { ColumnsRecord, DamagedRecord, EvaluationRecord, ExperimentRecord, RunRecord } from "./records.ts";

/** The runs that were read, without removed ones. */
export interface Reading {
  readonly runs: readonly RunRecord[];
  readonly damaged: readonly DamagedRecord[];
  /** Number of the latest write that this reading has seen. */
  readonly revision: number;
}

export interface Changes extends Reading {
  /** Ids of all existing runs, changed or not. */
  readonly ids: ReadonlySet<string>;
}

type Kept = Omit<RunRecord, "format" | "revision" | "removedAt">;

/** Only what has changed of one run. Only `create` makes a run; changes of a run that does not exist are ignored. */
export interface RunChange {
  readonly id: string;
  readonly create?: Kept;
  readonly patch?: Partial<Omit<Kept, "id">>;
  readonly removed?: boolean;
  /** The run continued from this step: later evaluations and steps are deleted before the ones below are added. */
  readonly forgetAfter?: number;
  readonly evaluations?: readonly EvaluationRecord[];
  readonly steps?: ColumnsRecord;
  readonly checkpoint?: Checkpoint | "drop";
}

/** A run's steps and evaluations. */
export interface HistoryRecord {
  readonly evaluations: readonly EvaluationRecord[];
  readonly steps: ColumnsRecord;
  /** Number of its records that could not be read and are left out. */
  readonly damaged: number;
}

export interface Shelf {
  /** The summaries of all runs, or of those with the given ids. */
  read(ids?: readonly string[]): Promise<Reading>;
  readSince(revision: number): Promise<Changes>;
  /** In one transaction, which first reads what is there. Returns the runs that another tab has removed. */
  write(changes: readonly RunChange[], experiments?: readonly ExperimentRecord[]): Promise<readonly string[]>;
  history(runIds: readonly string[]): Promise<ReadonlyMap<string, HistoryRecord>>;
  /** Null where there is none, or part of it is missing. */
  checkpoint(runId: string): Promise<Checkpoint | null>;
  /** Marks records, also those that cannot be read, as removed or as kept again. Removed ones are deleted an hour later. */
  mark(keys: readonly IDBValidKey[], isRemoved: boolean): Promise<void>;
  /** Deletes records of runs with all that belongs to them. */
  purge(keys: readonly IDBValidKey[]): Promise<void>;
}

/** What may happen to the database while it is used. */
export interface ShelfEvents {
  /** A tab with an older version of the page holds the database. Opening continues by itself when that tab is closed. */
  blocked(): void;
  /** A tab with a newer version of the page needs the database: this one has closed it, and keeps nothing more. */
  outdated(): void;
  /** Runs of an earlier version are being moved. */
  moving(moved: number): void;
}
