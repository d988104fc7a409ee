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

/** The name of each run, given or by what distinguishes it, by id. Changes only when runs come, go or are named. */
export function namesOf({ order, runs }: Pick<LabState, "order" | "runs">): ReadonlyMap<string, string> {
  const known = namesBefore.get(order);
  if (known) return known;
  const listed = order.flatMap((id) => runs.get(id) ?? []);
  const differing = differences(listed.map(({ recipe }) => recipe));
  const byId = new Map(listed.map(({ id }, index) => [id, differing[index] ?? ""]));
  for (const [name, runsOfName] of byGivenName(listed)) {
    const rest = sharedLeftOut(differences(runsOfName.map(({ recipe }) => recipe)));
    runsOfName.forEach(({ id }, index) => byId.set(id, [name, ...(rest[index] ?? [])].join(BETWEEN)));
  }
  namesBefore.set(order, byId);
  return byId;
}

const BETWEEN = ", ";

function byGivenName(listed: readonly Run[]): ReadonlyMap<string, readonly Run[]> {
  const byName = new Map<string, Run[]>();
  for (const run of listed) {
    if (run.name === null) continue;
    const own = byName.get(run.name);
    if (own) own.push(run);
    else byName.set(run.name, [run]);
  }
  return byName;
}

/** The parts of each name that not all of them have. */
function sharedLeftOut(names: readonly string[]): readonly (readonly string[])[] {
  const parts = names.map((name) => name.split(BETWEEN));
  return parts.map((own) => own.filter((part) => !parts.every((other) => other.includes(part))));
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
