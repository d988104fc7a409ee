// How what the page knows changes: a pure function of the state and one event, be
// it a fact from training or something a person did.
import type { Experiment } from "../recipe/experiment.ts";
import type { DatasetRecipe } from "../recipe/schema.ts";
import type { ContactSheet, EngineChoice, LinearModelResult } from "../run/commands.ts";
import type { EngineInfo, RunEvent } from "../run/events.ts";
import { datasetKey, isActive, type Asked, type LabState, type Notice, type Run } from "./state.ts";
import { appendStep, stepsUpTo } from "./stepSeries.ts";

/** What a person does to one run. */
type OnRun = { readonly type: "paused" | "resumed" | "continued" | "hidden" | "shown"; readonly runId: string };

export type PageEvent =
  | { readonly type: "experimentChanged"; readonly experiment: Experiment }
  /** New runs, waiting for a worker. */
  | { readonly type: "queued"; readonly runs: readonly Run[] }
  /** Runs of earlier visits; they stand before those of this one. */
  | { readonly type: "restored"; readonly runs: readonly Run[] }
  | { readonly type: "removed"; readonly runId: string }
  /** A removed run, where it stood. */
  | { readonly type: "broughtBack"; readonly run: Run; readonly at: number }
  /** What another tab has done meanwhile: runs that are gone, and those that are new or further on. */
  | { readonly type: "changedElsewhere"; readonly gone: readonly string[]; readonly runs: readonly Run[] }
  | OnRun
  | { readonly type: "engineChosen"; readonly choice: EngineChoice }
  | { readonly type: "engineFound"; readonly info: EngineInfo; readonly hardwareGpu: boolean }
  | { readonly type: "engineMissing"; readonly message: string }
  | { readonly type: "linearModel"; readonly dataset: DatasetRecipe; readonly answer: Asked<LinearModelResult> }
  | { readonly type: "contactSheet"; readonly dataset: DatasetRecipe; readonly answer: Asked<ContactSheet> }
  | { readonly type: "noticed"; readonly notice: Notice }
  | { readonly type: "noticeDismissed"; readonly key: string };

export type LabEvent = RunEvent | PageEvent;

export function reduce(state: LabState, event: LabEvent): LabState {
  switch (event.type) {
    case "experimentChanged":
      return { ...state, experiment: event.experiment };
    case "queued":
      return { ...state, runs: [...state.runs, ...event.runs] };
    case "restored": {
      const known = new Set(state.runs.map((run) => run.id));
      return { ...state, runs: [...event.runs.filter((run) => !known.has(run.id)), ...state.runs] };
    }
    case "removed":
      return { ...state, runs: state.runs.filter((run) => run.id !== event.runId) };
    case "broughtBack":
      return { ...state, runs: [...state.runs.slice(0, event.at), event.run, ...state.runs.slice(event.at)] };
    case "changedElsewhere": {
      const changed = new Map(event.runs.map((run) => [run.id, run]));
      const known = new Set(state.runs.map((run) => run.id));
      const left = state.runs.filter((run) => !event.gone.includes(run.id)).map((run) => changed.get(run.id) ?? run);
      return { ...state, runs: [...left, ...event.runs.filter((run) => !known.has(run.id))] };
    }
    case "engineChosen":
      return { ...state, engine: { ...state.engine, choice: event.choice, info: null, problem: null } };
    case "engineFound":
      return { ...state, engine: { ...state.engine, info: event.info, hardwareGpu: event.hardwareGpu, problem: null } };
    case "engineMissing":
      return { ...state, engine: { ...state.engine, info: null, problem: event.message } };
    case "linearModel":
      return { ...state, linearModels: { ...state.linearModels, [datasetKey(event.dataset)]: event.answer } };
    case "contactSheet":
      return { ...state, contactSheets: { ...state.contactSheets, [datasetKey(event.dataset)]: event.answer } };
    case "noticed":
      return { ...state, notices: [...withoutNotice(state.notices, event.notice.key), event.notice] };
    case "noticeDismissed":
      return { ...state, notices: withoutNotice(state.notices, event.key) };
    default: {
      const runs = state.runs.map((run) => (run.id === event.runId ? reduceRun(run, event) : run));
      return { ...state, runs };
    }
  }
}

function reduceRun(run: Run, event: RunEvent | OnRun): Run {
  switch (event.type) {
    case "started":
      // From a checkpoint, what came after it is trained once more: the same numbers again.
      return {
        ...run,
        started: event,
        preparing: null,
        status: run.status === "paused" ? "paused" : "running",
        steps: stepsUpTo(run.steps, event.fromStep),
        evaluations: run.evaluations.filter(({ step }) => step <= event.fromStep),
        finished: null,
        failure: null,
      };
    case "preparing":
      return { ...run, preparing: event };
    case "step":
      return isActive(run) ? { ...run, preparing: null, steps: appendStep(run.steps, event) } : run;
    case "evaluated": {
      const others = run.evaluations.filter(({ split, step }) => split !== event.split || step !== event.step);
      return { ...run, preparing: null, evaluations: [...others, event] };
    }
    case "checkpointed":
      return { ...run, checkpoint: event.checkpoint };
    case "finished":
      return { ...run, status: "finished", finished: event };
    case "stopped":
      return { ...run, preparing: null, status: "stopped" };
    case "failed":
      return { ...run, preparing: null, status: "failed", failure: event };
    case "paused":
      return run.status === "running" || run.status === "queued" ? { ...run, status: "paused" } : run;
    case "resumed":
      // A run that was paused before it began still waits for a worker.
      return run.status === "paused" ? { ...run, status: run.started ? "running" : "queued" } : run;
    case "continued":
      return isActive(run) ? run : { ...run, status: "queued", failure: null, finished: null };
    case "hidden":
      return { ...run, hidden: true };
    case "shown":
      return { ...run, hidden: false };
    default:
      return event satisfies never;
  }
}

function withoutNotice(notices: readonly Notice[], key: string): readonly Notice[] {
  return notices.filter((notice) => notice.key !== key);
}
