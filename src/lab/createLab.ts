// The lab at work: turns what a person asks into events for the store and jobs for
// the workers. Refuses to know what a worker is, and what a page is.
import { armsOf, defaultExperiment, makeExperiment, pinHere, unpin, type Experiment } from "../recipe/experiment.ts";
import { differences } from "../recipe/differences.ts";
import { changedRecipe, type RecipeChange } from "../recipe/change.ts";
import { recipeHash } from "../recipe/hash.ts";
import { byLabel } from "../recipe/labels.ts";
import { faultWords, RecipeError, type RecipeFault } from "../recipe/parse.ts";
import type { Recipe } from "../recipe/schema.ts";
import { askQuestions } from "./askQuestions.ts";
import type { Lab, Trainers } from "./lab.ts";
import { canContinue, isActive, type Run } from "./state.ts";
import { emptySteps } from "./stepSeries.ts";
import type { Clock, LabStore } from "./store.ts";

export interface LabPorts {
  readonly store: LabStore;
  readonly trainers: Trainers;
  readonly clock: Clock;
  /** A name that no run or press has had, on this or an earlier visit. */
  newId(): string;
}

export function createLab({ store, trainers, clock, newId }: LabPorts): Lab {
  const { dispatch } = store;
  const experiment = () => store.getState().experiment;
  const runs = (wanted: (run: Run) => boolean) => store.getState().runs.filter(wanted);
  const found = (runId: string) => store.getState().runs.find((run) => run.id === runId);
  let removed: { readonly run: Run; readonly at: number } | null = null;
  const { engineFound, questionsFor } = askQuestions({ store, trainers, clock });

  function show(next: Experiment): void {
    dispatch({ type: "noticeDismissed", key: "recipe" });
    dispatch({ type: "experimentChanged", experiment: next });
    questionsFor(next.recipe);
  }

  function tryChange(change: RecipeChange): RecipeFault | null {
    try {
      const { recipe, intermediateActivations, pinned } = experiment();
      show(makeExperiment(changedRecipe(recipe, change), intermediateActivations, pinned));
      return null;
    } catch (error) {
      if (!(error instanceof RecipeError)) throw error;
      return error.fault;
    }
  }

  function queue(recipes: readonly Recipe[]): void {
    const pressId = newId();
    const queued = recipes.map((recipe) => newRun(newId(), pressId, recipe));
    dispatch({ type: "noticeDismissed", key: "removed" });
    dispatch({ type: "queued", runs: queued });
    void launch(queued.map((run) => run.id));
  }

  /** Hands queued runs to the workers, once it is known which engine there is. */
  async function launch(runIds: readonly string[]): Promise<void> {
    await engineFound();
    const { engine } = store.getState();
    const waiting = runs((run) => runIds.includes(run.id) && isActive(run));
    const jobs = waiting.map(
      ({ id, recipe, checkpoint }) =>
        ({ type: "train", runId: id, recipe, engine: engine.choice, from: checkpoint }) as const,
    );
    trainers.train(jobs, engine.info?.name === "webgpu" ? "together" : "apart");
    for (const run of waiting) if (run.status === "paused") trainers.pause(run.id);
  }

  return {
    store,
    change(change) {
      const fault = tryChange(change);
      if (fault)
        dispatch({
          type: "noticed",
          notice: {
            key: "recipe",
            tone: "problem",
            message: `That cannot be trained, so nothing was changed. ${faultWords(fault, byLabel).join(" ")}`,
          },
        });
    },
    tryChange,
    chooseActivations: (activations) => show(makeExperiment(experiment().recipe, activations, experiment().pinned)),
    pin: () => show(pinHere(experiment())),
    unpin: (network) => show(unpin(experiment(), network)),
    showExperiment: show,
    resetExperiment: () => show(defaultExperiment),

    train: () => queue(armsOf(experiment())),
    trainAgain(runId) {
      const run = found(runId);
      if (run) queue([run.recipe]);
    },
    continueRun(runId) {
      const run = found(runId);
      if (!run || !canContinue(run)) return;
      dispatch({ type: "continued", runId });
      void launch([runId]);
    },
    pause() {
      for (const { id } of runs(({ status }) => status === "running" || status === "queued")) {
        dispatch({ type: "paused", runId: id });
        trainers.pause(id);
      }
    },
    resume() {
      for (const { id } of runs(({ status }) => status === "paused")) {
        dispatch({ type: "resumed", runId: id });
        trainers.resume(id);
      }
    },
    step() {
      for (const { id } of runs(({ status }) => status === "paused")) trainers.step(id);
    },
    stop(runId) {
      for (const { id } of runs((run) => isActive(run) && (runId === undefined || run.id === runId))) trainers.stop(id);
    },

    hide: (runId) => dispatch({ type: "hidden", runId }),
    show: (runId) => dispatch({ type: "shown", runId }),
    remove(runId) {
      const all = runs(() => true);
      const at = all.findIndex(({ id }) => id === runId);
      const run = all[at];
      if (!run) return;
      if (isActive(run)) trainers.stop(runId);
      removed = { run: isActive(run) ? { ...run, status: "stopped", preparing: null } : run, at };
      dispatch({ type: "removed", runId });
      const name = differences(all.map(({ recipe }) => recipe))[at] ?? "";
      dispatch({
        type: "noticed",
        notice: { key: "removed", tone: "information", message: `Removed: ${name}.`, canUndo: true },
      });
    },
    bringBack() {
      if (!removed) return;
      dispatch({ type: "noticeDismissed", key: "removed" });
      dispatch({ type: "broughtBack", ...removed });
      removed = null;
    },

    chooseEngine(choice) {
      dispatch({ type: "engineChosen", choice });
      questionsFor(experiment().recipe);
    },
    dismissNotice: (key) => dispatch({ type: "noticeDismissed", key }),
  };
}

function newRun(id: string, pressId: string, recipe: Recipe): Run {
  return {
    id,
    pressId,
    recipe,
    recipeHash: recipeHash(recipe),
    status: "queued",
    hidden: false,
    started: null,
    preparing: null,
    steps: emptySteps,
    evaluations: [],
    checkpoint: null,
    finished: null,
    failure: null,
  };
}
