// Changes of runs that are not on the shelf yet: by run, in the form in which they will be written.
import type { Checkpoint } from "../../run/events.ts";
import type { EvaluationRecord } from "../../shelf/records.ts";
import type { RunChange } from "../../shelf/shelf.ts";
import type { LabEvent } from "../reduce.ts";
import type { LabState, Run } from "../state.ts";
import { evaluationRecord, keptOf, patchBetween, stepsAfter } from "./runRecords.ts";

/** The changes of one run that its summary does not contain. */
interface Pending {
  readonly forgetAfter: number | null;
  readonly evaluations: readonly EvaluationRecord[];
  readonly checkpoint: Checkpoint | "drop" | null;
}
const nothing: Pending = { forgetAfter: null, evaluations: [], checkpoint: null };

/** The content of a write; returned if it fails. */
export interface Batch {
  readonly changes: readonly RunChange[];
  readonly taken: ReadonlyMap<
    string,
    { readonly pending: Pending; readonly run: Run | null; readonly savedTo: number }
  >;
}

export class Unwritten {
  /** Each run as it is on the shelf, to this tab's knowledge. */
  readonly onShelf = new Map<string, Run>();
  /** The same for runs that this tab has removed, while that can be undone. */
  readonly #removed = new Map<string, Run>();
  readonly #pending = new Map<string, Pending>();
  /** Up to which step a run's steps are on the shelf. */
  readonly #savedTo = new Map<string, number>();

  /** Records what an event leaves to be written; events that leave nothing cost nothing. */
  note(event: LabEvent, state: LabState): void {
    switch (event.type) {
      case "queued":
        for (const { id } of event.runs) this.#savedTo.set(id, 0);
        return this.#touch(event.runs.map(({ id }) => id));
      case "adopted":
      case "broughtBack":
        return this.#touch(event.runs.map(({ id }) => id));
      case "read":
        // What has changed here meanwhile must still be written.
        return this.#touch(event.runs.map(({ run }) => run.id).filter((id) => this.#differs(id, state)));
      case "removed":
      case "paused":
      case "resumed":
      case "continued":
      case "hidden":
      case "shown":
      case "edited":
        return this.#touch(event.runIds);
      case "started": {
        const { runId, fromStep } = event;
        this.#savedTo.set(runId, Math.min(this.#savedTo.get(runId) ?? fromStep, fromStep));
        const evaluations = this.#of(runId).evaluations.filter(({ step }) => step <= fromStep);
        const forgetAfter = Math.min(this.#of(runId).forgetAfter ?? fromStep, fromStep);
        return this.#add(runId, { evaluations, forgetAfter }, state);
      }
      case "evaluated": {
        const evaluations = [...this.#of(event.runId).evaluations, evaluationRecord(event)];
        return this.#add(event.runId, { evaluations }, state);
      }
      case "checkpointed":
        return this.#add(event.runId, { checkpoint: event.checkpoint }, state);
      case "finished": {
        const isWanted = state.runs.get(event.runId)?.keepCheckpoint === true;
        return this.#add(event.runId, isWanted ? {} : { checkpoint: "drop" }, state);
      }
      case "stopped":
      case "failed":
        return this.#add(event.runId, {}, state);
      case "gone":
        return this.forget(event.runIds);
      default:
    }
  }

  /** The last checkpoint, where it is not on the shelf yet. */
  checkpointOf(runId: string): Checkpoint | null {
    const { checkpoint } = this.#of(runId);
    return checkpoint === "drop" ? null : checkpoint;
  }

  has(runId: string): boolean {
    return this.#pending.has(runId);
  }

  get isEmpty(): boolean {
    return this.#pending.size === 0;
  }

  /** All of it, as changes; later events are not included. */
  take(state: LabState): Batch {
    const taken = new Map<string, { pending: Pending; run: Run | null; savedTo: number }>();
    const changes: RunChange[] = [];
    for (const [id, pending] of this.#pending) {
      const run = state.runs.get(id) ?? null;
      const savedTo = this.#savedTo.get(id) ?? Infinity;
      taken.set(id, { pending, run, savedTo });
      changes.push(...this.#changeOf(id, pending, savedTo, state));
      const last = state.histories.get(id)?.steps;
      if (last && savedTo !== Infinity) this.#savedTo.set(id, lastStepOf(last, savedTo));
    }
    this.#pending.clear();
    return { changes, taken };
  }

  /** Records that a batch, or a part of it, is on the shelf. */
  written({ taken }: Batch, ids: Iterable<string>): void {
    for (const id of ids) {
      const run = taken.get(id)?.run;
      const known = this.onShelf.get(id);
      if (run) {
        this.onShelf.set(id, run);
        this.#removed.delete(id);
      } else if (known) {
        this.onShelf.delete(id);
        this.#removed.set(id, known);
      }
    }
  }

  /** A batch, or a part of it, could not be written: it will be written with later changes. */
  failed({ taken }: Batch, ids: Iterable<string>): void {
    for (const id of ids) {
      const before = taken.get(id);
      if (!before) continue;
      const after = this.#of(id);
      const { forgetAfter } = after;
      const evaluations = before.pending.evaluations.filter(({ step }) => forgetAfter === null || step <= forgetAfter);
      this.#pending.set(id, {
        forgetAfter: minOf(before.pending.forgetAfter, forgetAfter),
        evaluations: [...evaluations, ...after.evaluations],
        checkpoint: after.checkpoint ?? before.pending.checkpoint,
      });
      this.#savedTo.set(id, Math.min(before.savedTo, this.#savedTo.get(id) ?? Infinity));
    }
  }

  /** Forgets these runs. */
  forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.onShelf.delete(id);
      this.#removed.delete(id);
      this.#pending.delete(id);
      this.#savedTo.delete(id);
    }
  }

  #of(id: string): Pending {
    return this.#pending.get(id) ?? nothing;
  }

  #touch(ids: readonly string[]): void {
    for (const id of ids) this.#pending.set(id, this.#of(id));
  }

  /** Late events of a run that was removed leave nothing. */
  #add(id: string, more: Partial<Pending>, state: LabState): void {
    if (state.runs.has(id)) this.#pending.set(id, { ...this.#of(id), ...more });
  }

  #differs(id: string, state: LabState): boolean {
    const run = state.runs.get(id);
    const known = this.onShelf.get(id);
    return run !== undefined && known !== undefined && patchBetween(known, run) !== null;
  }

  #changeOf(id: string, pending: Pending, savedTo: number, state: LabState): readonly RunChange[] {
    const run = state.runs.get(id);
    const known = this.onShelf.get(id);
    const removed = this.#removed.get(id);
    if (!run && !known) return [];
    const base = known ?? removed;
    const patch = run && base && patchBetween(base, run);
    const history = state.histories.get(id);
    const steps = history && savedTo !== Infinity ? stepsAfter(history.steps, savedTo) : undefined;
    const { forgetAfter, evaluations, checkpoint } = pending;
    return [
      {
        id,
        ...(run && !base && { create: keptOf(run) }),
        ...(patch && { patch }),
        ...(!run ? { removed: true } : removed && { removed: false }),
        ...(forgetAfter !== null && { forgetAfter }),
        ...(evaluations.length > 0 && { evaluations }),
        ...(steps && { steps }),
        ...(checkpoint && { checkpoint }),
      },
    ];
  }
}

function lastStepOf({ columns, length }: { columns: { step: Float64Array }; length: number }, before: number): number {
  return length > 0 ? (columns.step[length - 1] ?? before) : before;
}

function minOf(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.min(one, other);
}
