// A person's steps that can be taken back, as they are done, undone and done again on the store and the shelf.
import type { Experiment } from "../recipe/experiment.ts";
import { canonicalJson } from "../recipe/hash.ts";
import type { Keeping } from "./keeping/keeping.ts";
import type { LabEvent } from "./reduce.ts";
import { nameOf } from "./rows.ts";
import { isActive, type Notice, type Run, type StepKind } from "./state.ts";
import { Steps, type ReplacedBy, type Step } from "./steps.ts";
import type { Clock, LabStore } from "./store.ts";

const REPLACED_WORDS: Readonly<Record<ReplacedBy, string>> = {
  defaults: "The default experiment is shown.",
  file: "The file’s experiment is shown.",
  link: "The link’s experiment is shown.",
  run: "The run’s recipe is shown.",
};

interface StepsPorts {
  readonly store: LabStore;
  readonly clock: Clock;
  readonly keeping: Keeping;
  show(experiment: Experiment, type: "experimentChanged" | "experimentReplaced"): void;
  /** Stops a run's training. */
  stop(runId: string): void;
}

export interface TakenSteps {
  change(next: Experiment): void;
  replace(next: Experiment, by: ReplacedBy): void;
  remove(runIds: readonly string[]): void;
  /** Forgets runs that wait and have not begun: a step back could bring nothing that a press does not. */
  withdraw(runIds: readonly string[]): void;
  deleteDamaged(keys: readonly IDBValidKey[]): void;
  /** Dispatches events on runs; the others take them back. */
  onRuns(done: readonly LabEvent[], back: readonly LabEvent[]): void;
  undo(kind?: StepKind): void;
  redo(): void;
  /** Training begins: notices of what came before it go, and the steps stay. */
  putAwayNotices(): void;
}

export function takenSteps({ store, clock, keeping, show, stop }: StepsPorts): TakenSteps {
  const { dispatch } = store;
  const experiment = () => store.getState().experiment;

  const steps = new Steps({
    undo(step) {
      switch (step.kind) {
        case "experiment":
          if (canonicalJson(experiment()) === canonicalJson(step.before)) return false;
          show(step.before, "experimentReplaced");
          break;
        case "removal":
          dispatch({ type: "broughtBack", runs: step.runs, histories: step.histories });
          break;
        case "deletion":
          keeping.markDamaged(keysOf(step), false);
          dispatch({ type: "damagedBroughtBack", damaged: step.damaged });
          break;
        case "runs":
          step.undo.forEach(dispatch);
          break;
        default:
          return step satisfies never;
      }
      const noticed = NOTICES[step.kind];
      if (noticed) dispatch({ type: "noticeDismissed", key: noticed });
      return true;
    },
    redo(step) {
      switch (step.kind) {
        case "experiment":
          show(step.after, "experimentReplaced");
          return step;
        case "removal":
          return takeOut(step.runs.map(({ id }) => id));
        case "deletion":
          markDeleted(step);
          return step;
        case "runs":
          step.redo.forEach(dispatch);
          return step;
        default:
          return step satisfies never;
      }
    },
    forget(step) {
      if (step.kind === "removal") keeping.forget(step.runs.map(({ id }) => id));
    },
    tell: (undo, redo) => dispatch({ type: "stepsChanged", steps: { undo, redo } }),
  });

  /** Takes runs out of the state; those that train here are stopped. */
  function takeOut(runIds: readonly string[]): Extract<Step, { kind: "removal" }> {
    const state = store.getState();
    const runs = runIds.flatMap((id) => state.runs.get(id) ?? []);
    for (const run of runs) if (isActive(run)) stop(run.id);
    // What is on the shelf need not be held here to be brought back.
    const isHeld = (run: Run): boolean => isActive(run) || !keeping.isKept(run.id);
    const held = new Set(runs.filter(isHeld).map(({ id }) => id));
    const histories = new Map([...state.histories].filter(([id]) => held.has(id)));
    dispatch({ type: "removed", runIds });
    return {
      kind: "removal",
      runs: runs.map((run) => (isActive(run) ? { ...run, status: "stopped" } : run)),
      histories,
    };
  }

  function markDeleted(step: Extract<Step, { kind: "deletion" }>): void {
    const keys = keysOf(step);
    keeping.markDamaged(keys, true);
    dispatch({ type: "damagedDeleted", keys });
  }

  function notice(kind: StepKind, message: string): void {
    const key = NOTICES[kind];
    if (key) dispatch({ type: "noticed", notice: { key, tone: "information", message, undo: kind } });
  }

  return {
    change(next) {
      const before = experiment();
      show(next, "experimentChanged");
      steps.add({ kind: "experiment", before, after: next, by: "change", atMs: clock.nowMs() });
    },
    replace(next, by) {
      const before = experiment();
      show(next, "experimentReplaced");
      if (canonicalJson(before) === canonicalJson(next)) return;
      steps.add({ kind: "experiment", before, after: next, by, atMs: clock.nowMs() });
      notice("experiment", REPLACED_WORDS[by]);
    },
    remove(runIds) {
      const state = store.getState();
      const found = runIds.filter((id) => state.runs.has(id));
      const [first] = found;
      if (first === undefined) return;
      const what = found.length === 1 ? nameOf(state, first) : `${found.length} runs`;
      steps.add(takeOut(found));
      notice("removal", `Removed: ${what}.`);
    },
    withdraw(runIds) {
      takeOut(runIds);
      keeping.forget(runIds);
    },
    deleteDamaged(keys) {
      const damaged = store.getState().damaged.filter(({ key }) => keys.includes(key));
      const step = { kind: "deletion", damaged } as const;
      markDeleted(step);
      steps.add(step);
      notice("deletion", keys.length === 1 ? "Deleted: a record." : `Deleted: ${keys.length} records.`);
    },
    onRuns(done, back) {
      done.forEach(dispatch);
      steps.add({ kind: "runs", undo: back, redo: done });
    },
    // A notice of a replacement is about that step, whatever was changed since.
    undo: (kind) => (kind === "experiment" ? steps.undoReplacement() : steps.undo(kind)),
    redo: () => steps.redo(),
    putAwayNotices() {
      for (const key of Object.values(NOTICES)) if (key) dispatch({ type: "noticeDismissed", key });
    },
  };
}

/** The keys of the notices that report steps. */
const NOTICES: Readonly<Record<StepKind, Notice["key"] | null>> = {
  experiment: "replaced",
  removal: "removed",
  deletion: "deleted",
  runs: null,
};

function keysOf({ damaged }: Extract<Step, { kind: "deletion" }>): readonly IDBValidKey[] {
  return damaged.map(({ key }) => key);
}
