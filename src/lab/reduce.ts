// How the page's state changes: a pure function of the state and one event, which is a fact from training
// or a person's action. An event changes only the runs it names.
import type { Experiment } from "../recipe/experiment.ts";
import type { DatasetRecipe } from "../recipe/schema.ts";
import type { ContactSheet, EngineChoice, LinearModelResult } from "../run/commands.ts";
import type { EngineInfo, RunEvent } from "../run/events.ts";
import type { DamagedRecord } from "../shelf/records.ts";
import { reduceHistory, reduceRun, emptyHistory, type OnRuns } from "./reduceRun.ts";
import {
  byOrder,
  datasetKey,
  isActive,
  type Asked,
  type EngineState,
  type History,
  type LabState,
  type Notice,
  type Run,
} from "./state.ts";
import type { View } from "./views.ts";

/** A run as the shelf has it, and as this tab last knew it there; what differs from the latter has changed here. */
export interface Incoming {
  readonly run: Run;
  readonly base: Run | null;
}

export type PageEvent =
  | { readonly type: "viewed"; readonly view: View }
  /** The first of two for side by side, or none any more. */
  | { readonly type: "besideChosen"; readonly ref: string | null }
  | { readonly type: "stepsChanged"; readonly steps: LabState["steps"] }
  | { readonly type: "experimentChanged"; readonly experiment: Experiment }
  /** Another experiment, of a link or a file, in its place. */
  | { readonly type: "experimentReplaced"; readonly experiment: Experiment }
  | { readonly type: "repeatAsked" }
  | { readonly type: "repeatDismissed" }
  /** New runs, waiting for a worker. */
  | { readonly type: "queued"; readonly runs: readonly Run[] }
  /** The shelf's runs: those of earlier visits and of other tabs. */
  | { readonly type: "read"; readonly runs: readonly Incoming[]; readonly damaged: readonly DamagedRecord[] }
  /** Runs that this tab takes up, because their own tab is gone. */
  | { readonly type: "adopted"; readonly runs: readonly Run[] }
  | { readonly type: "removed"; readonly runIds: readonly string[] }
  /** Another tab has removed them. */
  | { readonly type: "gone"; readonly runIds: readonly string[] }
  | {
      readonly type: "broughtBack";
      readonly runs: readonly Run[];
      readonly histories: ReadonlyMap<string, History>;
    }
  | { readonly type: "loaded"; readonly histories: ReadonlyMap<string, History> }
  | { readonly type: "letGo"; readonly runIds: readonly string[] }
  | { readonly type: "drawChosen"; readonly runIds: readonly string[] | null }
  | { readonly type: "damagedDeleted"; readonly keys: readonly IDBValidKey[] }
  | { readonly type: "damagedBroughtBack"; readonly damaged: readonly DamagedRecord[] }
  | OnRuns
  | { readonly type: "engineChosen"; readonly choice: EngineChoice }
  | ({ readonly type: "engineFound"; readonly info: EngineInfo } & Pick<
      EngineState,
      "hardwareGpu" | "largestBufferBytes"
    >)
  | { readonly type: "engineMissing"; readonly message: string }
  | { readonly type: "linearModel"; readonly dataset: DatasetRecipe; readonly answer: Asked<LinearModelResult> }
  | { readonly type: "contactSheet"; readonly dataset: DatasetRecipe; readonly answer: Asked<ContactSheet> }
  | { readonly type: "runTimed"; readonly armId: string; readonly ms: number | null }
  | { readonly type: "noticed"; readonly notice: Notice }
  | { readonly type: "noticeDismissed"; readonly key: string };

export type LabEvent = RunEvent | PageEvent;

export function reduce(state: LabState, event: LabEvent): LabState {
  switch (event.type) {
    case "viewed":
      return { ...state, view: event.view };
    case "besideChosen":
      return { ...state, beside: event.ref };
    case "stepsChanged":
      return { ...state, steps: event.steps };
    case "experimentChanged":
      return { ...state, experiment: event.experiment, asksToRepeat: false };
    case "experimentReplaced":
      return {
        ...state,
        experiment: event.experiment,
        replacements: state.replacements + 1,
        asksToRepeat: false,
      };
    case "repeatAsked":
      return { ...state, asksToRepeat: true };
    case "repeatDismissed":
      return { ...state, asksToRepeat: false };
    case "queued": {
      const histories = new Map(state.histories);
      for (const { id } of event.runs) histories.set(id, emptyHistory);
      return withRuns({ ...state, histories, asksToRepeat: false }, event.runs);
    }
    case "read": {
      const runs = event.runs.map((incoming) => merged(state.runs.get(incoming.run.id), incoming));
      const damaged = [...new Map([...state.damaged, ...event.damaged].map((each) => [each.key, each])).values()];
      return withRuns(damaged.length === state.damaged.length ? state : { ...state, damaged }, runs);
    }
    case "adopted":
      return withRuns(
        state,
        event.runs.filter(({ id }) => state.runs.has(id)),
      );
    case "removed":
    case "gone":
      return withoutRuns(state, event.runIds);
    case "broughtBack":
      return withRuns({ ...state, histories: new Map([...state.histories, ...event.histories]) }, event.runs);
    case "loaded": {
      // This tab has seen more of a run that trains here than the shelf has.
      const isTrained = (id: string): boolean => state.histories.has(id) && state.active.includes(id);
      const wanted = [...event.histories].filter(([id]) => state.runs.has(id) && !isTrained(id));
      return wanted.length === 0 ? state : { ...state, histories: new Map([...state.histories, ...wanted]) };
    }
    case "letGo": {
      const histories = new Map(state.histories);
      for (const id of event.runIds) histories.delete(id);
      return { ...state, histories };
    }
    case "drawChosen":
      return { ...state, drawn: event.runIds };
    case "damagedDeleted":
      return { ...state, damaged: state.damaged.filter(({ key }) => !event.keys.includes(key)) };
    case "damagedBroughtBack":
      return { ...state, damaged: [...state.damaged, ...event.damaged] };
    case "engineChosen":
      return { ...state, engine: { ...state.engine, choice: event.choice, info: null, problem: null }, runTimes: {} };
    case "engineFound": {
      const { info, hardwareGpu, largestBufferBytes } = event;
      return { ...state, engine: { ...state.engine, info, hardwareGpu, largestBufferBytes, problem: null } };
    }
    case "engineMissing":
      return { ...state, engine: { ...state.engine, info: null, problem: event.message } };
    case "linearModel":
      return { ...state, linearModels: { ...state.linearModels, [datasetKey(event.dataset)]: event.answer } };
    case "contactSheet":
      return { ...state, contactSheets: { ...state.contactSheets, [datasetKey(event.dataset)]: event.answer } };
    case "runTimed":
      return { ...state, runTimes: { ...state.runTimes, [event.armId]: event.ms } };
    case "noticed":
      return { ...state, notices: [...withoutNotice(state.notices, event.notice.key), event.notice] };
    case "noticeDismissed":
      return { ...state, notices: withoutNotice(state.notices, event.key) };
    case "continued": {
      const histories = new Map(event.runIds.map((id) => [id, emptyHistory]));
      return withRuns({ ...state, histories: new Map([...histories, ...state.histories]) }, changedRuns(event));
    }
    case "paused":
    case "resumed":
    case "hidden":
    case "shown":
    case "edited":
      return withRuns(state, changedRuns(event));
    default: {
      const run = state.runs.get(event.runId);
      if (!run) return state;
      const before = state.histories.get(run.id);
      const after = before && isActive(run) ? reduceHistory(before, event) : before;
      const next =
        after === before || !after ? state : { ...state, histories: new Map(state.histories).set(run.id, after) };
      const changed = reduceRun(run, event, after);
      return changed === run ? next : withRuns(next, [changed]);
    }
  }

  function changedRuns(onRuns: OnRuns): readonly Run[] {
    const runs = onRuns.runIds.flatMap((id) => state.runs.get(id) ?? []);
    return runs.map((run) => reduceRun(run, onRuns, state.histories.get(run.id)));
  }
}

/** Keeps what has changed here; the rest is as on the shelf. */
function merged(local: Run | undefined, { run, base }: Incoming): Run {
  if (!local) return run;
  if (!base) return local;
  const changedHere = (Object.keys(local) as (keyof Run)[]).filter((key) => local[key] !== base[key]);
  return { ...run, ...Object.fromEntries(changedHere.map((key) => [key, local[key]])) };
}

/** The state with these runs, new or instead of what they were. */
function withRuns(state: LabState, changed: readonly Run[]): LabState {
  if (changed.length === 0) return state;
  const runs = new Map(state.runs);
  let isNewOrNamed = false;
  let isOtherwiseActive = false;
  for (const run of changed) {
    const before = runs.get(run.id);
    isNewOrNamed ||= !before || before.name !== run.name;
    isOtherwiseActive ||= isActive(run) !== (before !== undefined && isActive(before));
    runs.set(run.id, run);
  }
  const order = isNewOrNamed ? [...runs.values()].sort(byOrder).map(({ id }) => id) : state.order;
  const active = isOtherwiseActive ? activeAmong([...state.active, ...changed.map(({ id }) => id)]) : state.active;
  return { ...state, runs, order, active };

  function activeAmong(ids: readonly string[]): readonly string[] {
    const found = [...new Set(ids)].flatMap((id) => runs.get(id) ?? []);
    return found
      .filter(isActive)
      .sort(byOrder)
      .map(({ id }) => id);
  }
}

function withoutRuns(state: LabState, ids: readonly string[]): LabState {
  const out = new Set(ids);
  const left = (id: string): boolean => !out.has(id);
  const runs = new Map(state.runs);
  const histories = new Map(state.histories);
  for (const id of ids) {
    runs.delete(id);
    histories.delete(id);
  }
  return {
    ...state,
    runs,
    histories,
    order: state.order.filter(left),
    active: state.active.some((id) => out.has(id)) ? state.active.filter(left) : state.active,
    drawn: state.drawn && state.drawn.filter(left),
  };
}

function withoutNotice(notices: readonly Notice[], key: string): readonly Notice[] {
  return notices.filter((notice) => notice.key !== key);
}
