// What a person has done and can take back, step by step: changes of the experiment, removals, changes of runs.
import type { Experiment } from "../recipe/experiment.ts";
import { canonicalJson } from "../recipe/hash.ts";
import type { DamagedRecord } from "../shelf/records.ts";
import type { LabEvent } from "./reduce.ts";
import type { History, Run, StepKind } from "./state.ts";

/** What put another experiment in the place of the one that was shown. */
export type ReplacedBy = "defaults" | "file" | "link" | "run";

export type Step = { readonly kind: StepKind } & (
  | {
      readonly kind: "experiment";
      readonly before: Experiment;
      readonly after: Experiment;
      readonly by: "change" | ReplacedBy;
      readonly atMs: number;
    }
  /** A run that was under way is here as stopped. */
  | { readonly kind: "removal"; readonly runs: readonly Run[]; readonly histories: ReadonlyMap<string, History> }
  | { readonly kind: "deletion"; readonly damaged: readonly DamagedRecord[] }
  /** Hidden or shown, named, noted. */
  | { readonly kind: "runs"; readonly undo: readonly LabEvent[]; readonly redo: readonly LabEvent[] }
);

type ExperimentStep = Extract<Step, { readonly kind: "experiment" }>;

export const MOST_STEPS = 100;
/** Changes that follow each other faster than this are one step, as those of a slider that is dragged. */
const ONE_STEP_MS = 500;

interface Does {
  /** False where there was nothing to change, as after Back; then the step before is taken back too. */
  undo(step: Step): boolean;
  /** Returns the step as it can be taken back again. */
  redo(step: Step): Step;
  /** A step that was done can no longer be taken back. */
  forget(step: Step): void;
  /** After each change of what can be taken back. */
  tell(undo: StepKind | null, redo: StepKind | null): void;
}

export class Steps {
  #done: readonly Step[] = [];
  #undone: readonly Step[] = [];

  constructor(private readonly does: Does) {}

  add(step: Step): void {
    const last = this.#done.at(-1);
    const joined = last && joinedSteps(last, step);
    const before = joined ? this.#done.slice(0, -1) : this.#done;
    const done = changesSomething(joined ?? step) ? [...before, joined ?? step] : before;
    for (const gone of done.slice(0, -MOST_STEPS)) this.does.forget(gone);
    this.#keep(done.slice(-MOST_STEPS), []);
  }

  /** Takes back the last step, or the last of a kind. */
  undo(kind?: StepKind): void {
    const at = this.#done.findLastIndex((step) => kind === undefined || step.kind === kind);
    const step = this.#done[at];
    if (!step) return;
    const hasChanged = this.does.undo(step);
    this.#keep(this.#done.toSpliced(at, 1), [...this.#undone, step]);
    if (!hasChanged) this.undo(kind);
  }

  /** Takes back the last replacement of the experiment, with the changes made since. */
  undoReplacement(): void {
    const at = this.#done.findLastIndex((step) => step.kind === "experiment" && step.by !== "change");
    const replaced = this.#done[at];
    const latest = this.#done.findLast(isOfExperiment);
    if (replaced?.kind !== "experiment" || !latest) return;
    const whole = { ...replaced, after: latest.after };
    const rest = this.#done.filter((step, index) => index < at || step.kind !== "experiment");
    this.does.undo(whole);
    this.#keep(rest, [...this.#undone, whole]);
  }

  redo(): void {
    const step = this.#undone.at(-1);
    if (!step) return;
    this.#keep([...this.#done, this.does.redo(step)], this.#undone.slice(0, -1));
  }

  #keep(done: readonly Step[], undone: readonly Step[]): void {
    this.#done = done;
    this.#undone = undone;
    this.does.tell(done.at(-1)?.kind ?? null, undone.at(-1)?.kind ?? null);
  }
}

function isOfExperiment(step: Step): step is ExperimentStep {
  return step.kind === "experiment";
}

/** Two changes of settings in one go as one step; null for steps that stay apart, as those of arms do. */
function joinedSteps(last: Step, next: Step): Step | null {
  const isOneGo =
    isOfExperiment(last) &&
    isOfExperiment(next) &&
    last.by === "change" &&
    next.by === "change" &&
    next.atMs - last.atMs < ONE_STEP_MS &&
    haveSameArms(last.before, last.after) &&
    haveSameArms(last.after, next.after);
  return isOneGo ? { ...next, before: last.before } : null;
}

function haveSameArms(one: Experiment, other: Experiment): boolean {
  return canonicalJson(one.pinned) === canonicalJson(other.pinned);
}

function changesSomething(step: Step): boolean {
  return !isOfExperiment(step) || canonicalJson(step.before) !== canonicalJson(step.after);
}
