// What the lab asks the workers by itself: which engine would train, pictures of the data set, the
// linear model's accuracy on it. Each is asked once.
import type { DatasetRecipe, Recipe } from "../recipe/schema.ts";
import type { EngineChoice } from "../run/commands.ts";
import type { Trainers } from "./lab.ts";
import { datasetKey } from "./state.ts";
import type { Clock, LabStore } from "./store.ts";

/** A data set's settings change step by step; ask when they have stopped changing. */
const REST_MS = 300;
/** The linear model takes a processor some seconds, which the start of the page needs more. */
const LINEAR_MODEL_AFTER_MS = 2500;

interface Questions {
  /** Asks whatever is not known for this recipe. */
  questionsFor(recipe: Recipe): void;
  /** Resolves once the engine is known, or known to be missing. */
  engineFound(): Promise<void>;
}

export function askQuestions({
  store,
  trainers,
  clock,
}: {
  readonly store: LabStore;
  readonly trainers: Trainers;
  readonly clock: Clock;
}): Questions {
  let probed: { readonly key: string; readonly answered: Promise<void> } | null = null;
  let callOff: (() => void) | null = null;

  async function probe(engine: EngineChoice, arithmetic: Recipe["arithmetic"], isLatest: () => boolean): Promise<void> {
    try {
      const answer = await trainers.ask({ type: "probe", engine, arithmetic });
      const { engine: info, hardwareGpu, largestBufferBytes } = answer;
      if (isLatest()) store.dispatch({ type: "engineFound", info, hardwareGpu, largestBufferBytes });
    } catch (error) {
      if (!isLatest()) return;
      probed = null; // Asked again with the next press: a lost connection comes back.
      store.dispatch({ type: "engineMissing", message: messageOf(error) });
    }
  }

  async function askAbout(dataset: DatasetRecipe): Promise<void> {
    const key = datasetKey(dataset);
    if (isWanted(store.getState().contactSheets[key])) {
      store.dispatch({ type: "contactSheet", dataset, answer: { status: "asked" } });
      try {
        const { sheet } = await trainers.ask({ type: "contactSheet", dataset });
        store.dispatch({ type: "contactSheet", dataset, answer: { status: "known", value: sheet } });
      } catch (error) {
        store.dispatch({ type: "contactSheet", dataset, answer: { status: "failed", message: messageOf(error) } });
        return; // A data set that cannot be opened has no linear model either: one message is enough.
      }
    }
    await new Promise<void>((resolve) => clock.after(LINEAR_MODEL_AFTER_MS, resolve));
    await untilCurvesBegin(store);
    if (isWanted(store.getState().linearModels[key])) {
      store.dispatch({ type: "linearModel", dataset, answer: { status: "asked" } });
      try {
        const { result } = await trainers.ask({ type: "linearModel", dataset });
        store.dispatch({ type: "linearModel", dataset, answer: { status: "known", value: result } });
      } catch (error) {
        store.dispatch({ type: "linearModel", dataset, answer: { status: "failed", message: messageOf(error) } });
      }
    }
  }

  function probeFor(recipe: Recipe): Promise<void> {
    const { choice } = store.getState().engine;
    const key = `${choice} ${recipe.arithmetic}`;
    if (probed?.key !== key) probed = { key, answered: probe(choice, recipe.arithmetic, () => probed?.key === key) };
    return probed.answered;
  }

  return {
    questionsFor({ dataset, ...recipe }) {
      const known = probeFor({ dataset, ...recipe });
      callOff?.();
      callOff = clock.after(REST_MS, () => void known.then(() => askAbout(dataset)));
    },
    engineFound: () => probeFor(store.getState().experiment.recipe),
  };
}

/** A linear model takes a worker some seconds, so the first points of runs go before it. */
function untilCurvesBegin(store: LabStore): Promise<void> {
  const haveBegun = (): boolean => {
    const { active, runs, histories } = store.getState();
    const running = active.filter((id) => runs.get(id)?.status === "running");
    if (running.length === 0) return active.every((id) => runs.get(id)?.status !== "queued");
    return running.every((id) => histories.get(id)?.evaluations.some(({ epoch }) => epoch > 0));
  };
  if (haveBegun()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = store.subscribe(() => {
      if (!haveBegun()) return;
      stop();
      resolve();
    });
  });
}

/** Whether it has not been asked yet; a question that failed may be asked again. */
function isWanted(asked: { readonly status: string } | undefined): boolean {
  return asked === undefined || asked.status === "failed";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
