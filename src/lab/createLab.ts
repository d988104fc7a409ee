// Turns a person's actions into events for the store and jobs for the workers.
import { makeExperiment, namedArms, type Arm, type Experiment } from "../recipe/experiment.ts";
import { verdictOf, worstForecast } from "../forecast/forecast.ts";
import { WEAKEST } from "../forecast/machine.ts";
import { forecastWords } from "../forecast/words.ts";
import { changedRecipe, type RecipeChange } from "../recipe/change.ts";
import { recipeHash } from "../recipe/hash.ts";
import { byLabel } from "../recipe/labels.ts";
import { faultWords, RecipeError, type RecipeFault } from "../recipe/parse.ts";
import { armActions } from "./armActions.ts";
import { askQuestions } from "./askQuestions.ts";
import { COLUMNS, writeRefs } from "./columns.ts";
import type { Keeping } from "./keeping/keeping.ts";
import { keepingWords } from "./keeping/keepingWords.ts";
import type { Lab, Trainers } from "./lab.ts";
import { foundWords, nextSeed, untrainedArms } from "./repeat.ts";
import { timeRuns } from "./timeRuns.ts";
import { takenSteps } from "./takenSteps.ts";
import { withShown } from "./views.ts";
import { canContinue, isActive, type Run } from "./state.ts";
import type { Clock, LabStore } from "./store.ts";

export interface LabPorts {
  readonly store: LabStore;
  readonly trainers: Trainers;
  readonly clock: Clock;
  readonly keeping: Keeping;
  /** A new name for a run or a press, on this and all earlier visits. */
  newId(): string;
  /** The time of day, in ms since 1970. */
  today(): number;
}

export function createLab({ store, trainers, clock, keeping, newId, today }: LabPorts): Lab {
  const { dispatch } = store;
  const experiment = () => store.getState().experiment;
  const found = (runId: string) => store.getState().runs.get(runId);
  const active = (wanted: (run: Run) => boolean = () => true) =>
    store
      .getState()
      .active.flatMap((id) => found(id) ?? [])
      .filter(wanted);
  /** What the notice "size" asks about. */
  let doubted: readonly Asked[] = [];
  const { engineFound, questionsFor } = askQuestions({ store, trainers, clock });

  const steps = takenSteps({ store, clock, keeping, show, stop: (runId) => trainers.stop(runId) });

  function show(next: Experiment, type: "experimentChanged" | "experimentReplaced"): void {
    dispatch({ type: "noticeDismissed", key: "recipe" });
    dispatch({ type: "noticeDismissed", key: "size" });
    dispatch({ type, experiment: next });
    questionsFor(next.recipe);
  }

  function runsAtOnce(): number {
    return store.getState().engine.info?.name === "webgpu" ? 1 : trainers.size;
  }

  function tryChange(change: RecipeChange): RecipeFault | null {
    try {
      const { recipe, intermediateActivations, pinned } = experiment();
      steps.change(makeExperiment(changedRecipe(recipe, change), intermediateActivations, pinned));
      return null;
    } catch (error) {
      if (!(error instanceof RecipeError)) throw error;
      return error.fault;
    }
  }

  function queue(asked: readonly Asked[]): void {
    const press = { pressId: newId(), begunAt: today() };
    const first = (found(store.getState().order.at(-1) ?? "")?.order ?? -1) + 1;
    const queued = asked.map((arm, index) => newRun(newId(), press, arm, first + index));
    steps.putAwayNotices();
    // What an earlier press found is no news of this one.
    for (const key of ["size", "found"]) dispatch({ type: "noticeDismissed", key });
    dispatch({ type: "queued", runs: queued });
    void launch(queued.map((run) => run.id));
  }

  /** Hands queued runs to the workers, once it is known which engine there is. */
  async function launch(runIds: readonly string[]): Promise<void> {
    await engineFound();
    const { engine } = store.getState();
    const wanted = new Set(runIds);
    const waiting = active(({ id }) => wanted.has(id));
    const checkpoints = await Promise.all(
      waiting.map((run) => (run.checkpoint ? keeping.checkpointOf(run.id) : Promise.resolve(null))),
    );
    const ready = waiting.flatMap(({ id, checkpoint }, index) => {
      const run = found(id);
      if (!run || !isActive(run)) return [];
      const from = checkpoints[index] ?? null;
      if (from || !checkpoint) return [{ run, from }];
      dispatch({ type: "failed", runId: id, reason: "data", message: keepingWords.checkpointUnreadable });
      return [];
    });
    const jobs = ready.map(
      ({ run: { id, recipe }, from }) => ({ type: "train", runId: id, recipe, engine: engine.choice, from }) as const,
    );
    trainers.train(jobs, engine.info?.name === "webgpu" ? "together" : "apart");
    for (const { run } of ready) if (run.status === "paused") trainers.pause(run.id);
  }

  async function continueRuns(runIds: readonly string[]): Promise<void> {
    const wanted = continuable(runIds);
    const mine = await keeping.claim(wanted);
    // Another tab may have trained or removed some meanwhile.
    const ready = continuable(mine);
    const elsewhere = wanted.length - mine.length;
    if (elsewhere > 0) {
      const message = keepingWords.trainedElsewhere(elsewhere);
      dispatch({ type: "noticed", notice: { key: "elsewhere", tone: "information", message } });
    }
    dispatch({ type: "continued", runIds: ready });
    await launch(ready);
  }

  function continuable(runIds: readonly string[]): readonly string[] {
    return runIds.filter((id) => {
      const run = found(id);
      return run !== undefined && canContinue(run);
    });
  }

  /** Queues what is sure to fit; a notice tells of the rest. */
  function queueIfFits(asked: readonly Asked[]): void {
    const recipes = asked.map(({ recipe }) => recipe);
    const { info, hardwareGpu, largestBufferBytes } = store.getState().engine;
    // Before the engine is known, nothing waits for it that fits on all.
    if (!info && WEAKEST.some((machine) => worstForecast(recipes, machine)))
      return void engineFound().then(() => (store.getState().engine.info ? queueIfFits(asked) : queue(asked)));
    const worst =
      info && worstForecast(recipes, { engine: info.name, isSoftwareGpu: !hardwareGpu, largestBufferBytes });
    if (!worst) return queue(asked);
    doubted = asked;
    dispatch({ type: "repeatDismissed" });
    const ask = verdictOf(worst) === "doubtful" && ({ tone: "information", canTrain: true } as const);
    dispatch({ type: "noticed", notice: { key: "size", tone: "problem", message: forecastWords(worst), ...ask } });
  }

  const train = () => queueIfFits(namedArms(experiment()));

  function trainIfNew(): void {
    const [arms, missing] = [namedArms(experiment()), untrainedArms(store.getState())];
    if (missing.length === 0) return dispatch({ type: "repeatAsked" });
    queueIfFits(missing);
    if (missing.length === arms.length) return;
    const message = foundWords(arms.length, missing.length, experiment().recipe.seed);
    dispatch({ type: "noticed", notice: { key: "found", tone: "information", message } });
  }

  keeping.onAdopted((runIds) => void launch(runIds));
  keeping.onGone((runIds) => runIds.forEach((id) => trainers.stop(id)));

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
    chooseActivations: (activations) =>
      steps.change(makeExperiment(experiment().recipe, activations, experiment().pinned)),
    ...armActions(store, steps.change),
    showExperiment: (next) => show(next, "experimentReplaced"),
    replaceExperiment: steps.replace,

    goTo: (id) => dispatch({ type: "viewed", view: { ...store.getState().view, id } }),
    setShown: (changes) => dispatch({ type: "viewed", view: withShown(store.getState().view, changes) }),
    putBeside(refs) {
      const { beside, view } = store.getState();
      const together = beside !== null && refs.length === 1 ? [beside, ...refs] : refs;
      const [first, second] = new Set(together);
      if (first === undefined) return;
      if (second === undefined) return dispatch({ type: "besideChosen", ref: together.length > 1 ? null : first });
      dispatch({ type: "besideChosen", ref: null });
      dispatch({ type: "viewed", view: { ...withShown(view, { [COLUMNS]: writeRefs(together) }), id: "compare" } });
    },
    showView: (view) => dispatch({ type: "viewed", view }),

    undo: steps.undo,
    redo: steps.redo,

    train,
    trainThese: (recipes) => queueIfFits(recipes.map((recipe) => ({ recipe, name: null }))),
    runsAtOnce,
    async timeRuns(recipes, signal) {
      await engineFound();
      await timeRuns(recipes, signal, { store, trainers, atOnce: runsAtOnce() });
    },
    trainAllTheSame: () => queue(doubted),
    trainIfNew,
    trainNextSeed() {
      tryChange({ seed: nextSeed(store.getState()) });
      trainIfNew();
    },
    dismissRepeat: () => dispatch({ type: "repeatDismissed" }),
    trainAgain(runId) {
      const run = found(runId);
      // A name belongs to one run: the same again has none.
      if (run) queueIfFits([{ recipe: run.recipe, name: null }]);
    },
    continueRuns: (runIds) => continueRuns(runIds ?? store.getState().order),
    pause() {
      const runIds = active(({ status }) => status === "running" || status === "queued").map(({ id }) => id);
      dispatch({ type: "paused", runIds });
      for (const id of runIds) trainers.pause(id);
    },
    resume() {
      const runIds = active(({ status }) => status === "paused").map(({ id }) => id);
      dispatch({ type: "resumed", runIds });
      for (const id of runIds) trainers.resume(id);
    },
    step() {
      for (const { id } of active(({ status }) => status === "paused")) trainers.step(id);
    },
    stop(runId) {
      for (const { id } of active((run) => runId === undefined || run.id === runId)) trainers.stop(id);
    },
    withdraw(runIds) {
      const runs = runIds.flatMap((id) => found(id) ?? []).filter(isActive);
      const hasBegun = (run: Run) => run.started !== null;
      for (const { id } of runs.filter(hasBegun)) trainers.stop(id);
      steps.withdraw(runs.filter((run) => !hasBegun(run)).map(({ id }) => id));
    },
    trainFirst: (runIds) => trainers.first(runIds),

    hide: (runIds) => steps.onRuns([{ type: "hidden", runIds }], [{ type: "shown", runIds }]),
    show: (runIds) => steps.onRuns([{ type: "shown", runIds }], [{ type: "hidden", runIds }]),
    edit(runId, edit) {
      const run = found(runId);
      if (!run) return;
      const { name, note } = run;
      const runIds = [runId];
      steps.onRuns([{ type: "edited", runIds, ...edit }], [{ type: "edited", runIds, name, note }]);
    },
    draw: (runIds) => dispatch({ type: "drawChosen", runIds }),
    remove: steps.remove,
    look: keeping.look,
    read: keeping.read,
    deleteDamaged: steps.deleteDamaged,

    chooseEngine(choice) {
      dispatch({ type: "engineChosen", choice });
      questionsFor(experiment().recipe);
    },
    askAgain: () => questionsFor(experiment().recipe),
    dismissNotice: (key) => dispatch({ type: "noticeDismissed", key }),
  };
}

/** What a run is made of: an arm's name becomes the run's. */
type Asked = Pick<Arm, "recipe" | "name">;

function newRun(id: string, press: Pick<Run, "pressId" | "begunAt">, { recipe, name }: Asked, order: number): Run {
  return {
    id,
    ...press,
    order,
    recipe,
    name,
    note: "",
    recipeHash: recipeHash(recipe),
    status: "queued",
    isElsewhere: false,
    hidden: false,
    keepCheckpoint: false,
    restarts: 0,
    started: null,
    reached: null,
    last: { validation: null, test: null },
    checkpoint: null,
    finished: null,
    failure: null,
  };
}
