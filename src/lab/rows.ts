// Runs as rows of a table: their names, and a row for each that is on the screen.
import { networkCost } from "../recipe/cost.ts";
import { differences } from "../recipe/differences.ts";
import type { EvaluatedEvent } from "../run/events.ts";
import { canContinue, isActive, type History, type LabState, type Run, type RunStatus } from "./state.ts";
import { stepValue } from "./stepSeries.ts";

export interface RunRow {
  readonly run: Run;
  /** What distinguishes it: "16 segments, ReLU". */
  readonly name: string;
  readonly status: RunStatus;
  /** Test accuracy when finished, validation accuracy before; null before the first evaluation. */
  readonly accuracy: { readonly value: number; readonly split: EvaluatedEvent["split"]; readonly epoch: number } | null;
  readonly parameters: number;
  readonly multiplyAdds: number;
  readonly imagesPerSecond: number | null;
  readonly elapsedMs: number | null;
  readonly canContinue: boolean;
  /** The program's version that trained it, if the table has runs of several: their numbers are not comparable. */
  readonly version: string | null;
}

const namesBefore = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

/** The name of each run by what distinguishes it, by id. Changes only when runs come or go, since recipes never change. */
export function namesOf({ order, runs }: Pick<LabState, "order" | "runs">): ReadonlyMap<string, string> {
  const known = namesBefore.get(order);
  if (known) return known;
  const listed = order.flatMap((id) => runs.get(id) ?? []);
  const names = differences(listed.map(({ recipe }) => recipe));
  const byId = new Map(listed.map(({ id }, index) => [id, names[index] ?? ""]));
  namesBefore.set(order, byId);
  return byId;
}

export function nameOf(state: Pick<LabState, "order" | "runs">, id: string): string {
  return namesOf(state).get(id) ?? "";
}

/** Whether runs were trained by different versions of the program. */
export function haveSeveralVersions(runs: Iterable<Run>): boolean {
  let first: string | undefined;
  for (const { started } of runs) {
    first ??= started?.version;
    if (started && started.version !== first) return true;
  }
  return false;
}

/** What a row shows besides its run. */
export interface RowContext {
  readonly name: string;
  /** Of a run that trains here: it has the very last step. */
  readonly history?: History | undefined;
  readonly tellsVersion?: boolean;
}

export function rowOf(run: Run, { name, history, tellsVersion = false }: RowContext): RunRow {
  const evaluated = run.last.test ?? run.last.validation;
  const { parameters, multiplyAdds } = run.started ?? networkCost(run.recipe);
  const steps = history && isActive(run) ? history.steps : null;
  const elapsedMs = (steps && stepValue(steps, "elapsedMs", -1)) ?? run.reached?.elapsedMs ?? null;
  const imagesPerSecond = (steps && stepValue(steps, "imagesPerSecond", -1)) ?? run.reached?.imagesPerSecond ?? null;
  return {
    run,
    name,
    status: run.status,
    accuracy: evaluated
      ? { value: evaluated.accuracy, split: run.last.test ? "test" : "validation", epoch: evaluated.epoch }
      : null,
    parameters,
    multiplyAdds,
    imagesPerSecond: run.finished?.imagesPerSecond ?? imagesPerSecond,
    elapsedMs: run.finished?.elapsedMs ?? elapsedMs,
    canContinue: canContinue(run),
    version: tellsVersion ? (run.started?.version ?? null) : null,
  };
}

/** All rows, for a file. */
export function tableRows(state: Pick<LabState, "order" | "runs" | "histories">): readonly RunRow[] {
  const names = namesOf(state);
  const tellsVersion = haveSeveralVersions(state.runs.values());
  return state.order.flatMap((id) => {
    const run = state.runs.get(id);
    return run ? [rowOf(run, { name: names.get(id) ?? "", history: state.histories.get(id), tellsVersion })] : [];
  });
}
