// Everything a person can do in the lab, as named actions on the store and the workers. The page calls
// only these.
import type { Activation } from "../activations/list.ts";
import type { Experiment } from "../recipe/experiment.ts";
import type { RecipeChange } from "../recipe/change.ts";
import type { RecipeFault } from "../recipe/parse.ts";
import type { NetworkRecipe, Recipe } from "../recipe/schema.ts";
import type { AnswerTo, EngineChoice, Job, Question } from "../run/commands.ts";
import type { StepKind } from "./state.ts";
import type { RunEdit } from "./reduceRun.ts";
import type { ReplacedBy } from "./steps.ts";
import type { LabStore } from "./store.ts";
import type { View, ViewId } from "./views.ts";

export interface Lab {
  readonly store: LabStore;

  /**
   * Changes the recipe. A new width takes the segments to its nearest divisor; another data set begins with its own
   * defaults. A change that is not allowed leaves everything as it was, and a notice (key "recipe") says why.
   */
  change(change: RecipeChange): void;
  /** As `change`, for a field that shows faults itself: returns why the change is not allowed, or null if it is done. */
  tryChange(change: RecipeChange): RecipeFault | null;
  /** The arms at this point, one per activation. An empty choice means "none". */
  chooseActivations(activations: readonly Activation[]): void;
  /** Keeps the networks of this point as arms when the slider moves. */
  pin(): void;
  /** The arm is no longer kept; one of this point stays as that. */
  removeArm(network: NetworkRecipe): void;
  /** Names an arm, and keeps it; "" takes a name away. */
  renameArm(network: NetworkRecipe, name: string): void;
  /** Keeps all arms, and takes up this network as the point that is shown, to be changed. */
  anotherLike(network: NetworkRecipe): void;
  /** Puts an arm at a place among all, from 0. One of this point that comes before a kept one is kept. */
  moveArm(network: NetworkRecipe, to: number): void;
  /** Shows the experiment that the page opens with, or that Back and Forward lead to. No step that can be undone. */
  showExperiment(experiment: Experiment): void;
  /** Shows another experiment; runs stay. A notice (key "replaced") says so and offers the way back. */
  replaceExperiment(experiment: Experiment, by: ReplacedBy): void;

  /** Goes to another view. */
  goTo(view: ViewId): void;
  /** Changes what is on the screen besides the experiment; null leaves it to the usual. */
  setShown(changes: Readonly<Record<string, string | null>>): void;
  /**
   * Puts arms or runs side by side (references of `columns.ts`) and goes there. One alone waits for a second, or for
   * itself again, which lets it go.
   */
  putBeside(refs: readonly string[]): void;
  /** As an address says it. */
  showView(view: View): void;

  /** Takes back the last step, or the last of a kind: a change of the experiment, a removal, a change of runs. */
  undo(kind?: StepKind): void;
  redo(): void;

  /** Makes a run for each arm and trains them. What may not fit, or takes long, is not begun: a notice (key "size") asks. */
  train(): void;
  /** The same for these recipes instead of the arms. */
  trainThese(recipes: readonly Recipe[]): void;
  /**
   * Measures how long runs of these recipes take, by a few steps of each arm, as many beside each other as will train
   * beside each other. Ends when something trains, when all is measured, or by the signal.
   */
  timeRuns(recipes: readonly Recipe[], signal: AbortSignal): Promise<void>;
  /** How many runs train at once: on a GPU they take turns. */
  runsAtOnce(): number;
  /** Trains what the notice asks about. */
  trainAllTheSame(): void;
  /** Trains the arms that are not trained already; a notice (key "found") tells of the others. If none is left, the state asks. */
  trainIfNew(): void;
  /** Takes the next seed with which something is still to be trained, and trains. */
  trainNextSeed(): void;
  dismissRepeat(): void;
  /** The same recipe once more, as a new run. */
  trainAgain(runId: string): void;
  /** Continues from the last checkpoints of stopped or failed runs, or of all that can continue. */
  continueRuns(runIds?: readonly string[]): Promise<void>;
  /** For all runs that train or wait; `step` takes one step of each paused run. */
  pause(): void;
  resume(): void;
  step(): void;
  /** Stops all runs, or one. */
  stop(runId?: string): void;
  /** Stops these runs. Those that have not begun leave nothing. */
  withdraw(runIds: readonly string[]): void;
  /** Those of these runs that wait are trained next. */
  trainFirst(runIds: readonly string[]): void;

  hide(runIds: readonly string[]): void;
  show(runIds: readonly string[]): void;
  /** Draws these runs and no others; null draws the latest again. */
  draw(runIds: readonly string[] | null): void;
  /** Names a run, or notes something about it. */
  edit(runId: string, edit: RunEdit): void;
  /** Forgets runs, stopping them first; a notice (key "removed") says so. One under way comes back as stopped. */
  remove(runIds: readonly string[]): void;
  /** Keeps the steps and evaluations of these runs in the store until the returned function is called. */
  look(runIds: readonly string[]): () => void;
  /** Resolves when the steps and evaluations of these runs are in the store, or cannot be read. */
  read(runIds: readonly string[]): Promise<void>;
  /** Deletes kept records that cannot be read, after a while in which it can be undone. */
  deleteDamaged(keys: readonly IDBValidKey[]): void;

  chooseEngine(choice: EngineChoice): void;
  /** Asks the workers again what they could not answer, as without a connection. */
  askAgain(): void;
  dismissNotice(key: string): void;
}

/** What the lab needs of the workers; implemented by the pool in worker/. */
export interface Trainers {
  /** How many runs train at once, apart. */
  readonly size: number;
  /** "apart": each run on a worker of its own as one becomes free. "together": on one, where a few take turns. */
  train(jobs: readonly Job[], where: "apart" | "together"): void;
  /** Of those that wait, these come next. */
  first(runIds: readonly string[]): void;
  pause(runId: string): void;
  resume(runId: string): void;
  step(runId: string): void;
  /** Ends in a "stopped" event, or the run's own end. */
  stop(runId: string): void;
  /** Rejects with what, why and what to do. */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>>;
}
