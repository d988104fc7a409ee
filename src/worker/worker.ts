// The training worker: checks each command, does it, posts what comes of it.
import { openDataset } from "../data/registry.ts";
import type { Dataset } from "../data/dataset.ts";
import { fitLinearModel, type LinearModelResult } from "../data/linearModel.ts";
import { browserAssets } from "../device/browserAssets.ts";
import { chooseEngine, findGpu } from "../device/chooseEngine.ts";
import { openEngine } from "../device/openEngine.ts";
import type { DatasetRecipe } from "../recipe/schema.ts";
import type { Answer, Command } from "../run/commands.ts";
import { describeFailure } from "../train/failures.ts";
import { probeRun } from "../train/probeRun.ts";
import { train } from "../train/train.ts";
import { contactSheetOf } from "./contactSheet.ts";
import { createEngineDesk } from "./engineDesk.ts";
import { fetchBytes } from "./fetchBytes.ts";
import { holdLife } from "./life.ts";
import { nextTask } from "./nextTask.ts";
import { createRest } from "./rest.ts";
import { createRuns } from "./runs.ts";

const post = (answer: Answer) => self.postMessage(answer);
const rest = createRest((delayMs, call) => {
  const timer = setTimeout(call, delayMs);
  return () => clearTimeout(timer);
});
/** Lets messages be handled, and a person be answered. */
const breathe = async (): Promise<void> => {
  await nextTask();
  await rest.over();
};
const runs = createRuns((events) => post({ type: "events", events }), breathe);

let dataset: { readonly key: string; readonly opened: Promise<Dataset> } | undefined;

/** The last data set asked for is kept: every run of an experiment reads the same. */
function datasetOf({ id, settings }: DatasetRecipe): Promise<Dataset> {
  const key = JSON.stringify([id, settings]);
  if (dataset?.key !== key) {
    const opened = openDataset(id, settings, fetchBytes);
    opened.catch(() => (dataset = undefined));
    dataset = { key, opened };
  }
  return dataset.opened;
}

/** Trains the linear model with pauses, so that a run in this worker goes on meanwhile and hears its "stop". */
async function fitInTurns(data: Dataset): Promise<LinearModelResult> {
  const fitting = fitLinearModel(data);
  for (;;) {
    const { done, value } = fitting.next();
    if (done === true) return value;
    await breathe();
  }
}

const desk = createEngineDesk();
let probed: Promise<void> = Promise.resolve();

async function timeRun({ recipe, engine }: Extract<Command, { readonly type: "runTime" }>): Promise<void> {
  const data = await datasetOf(recipe.dataset);
  const ms = await desk.probe(
    () => openEngine(engine, recipe.arithmetic, browserAssets),
    ({ info, device }, signal) => {
      const breatheOrEnd = async (): Promise<void> => {
        await breathe();
        signal.throwIfAborted();
      };
      return probeRun(recipe, data, { engine: info, breathe: breatheOrEnd, ...(device && { device }) });
    },
  );
  post({ type: "runTime", ms });
}

async function answer(command: Command): Promise<void> {
  switch (command.type) {
    case "train": {
      const { runId, recipe, engine: choice, from } = command;
      try {
        const data = await datasetOf(recipe.dataset);
        await desk.run(
          () => openEngine(choice, recipe.arithmetic, browserAssets),
          ({ info, device }) =>
            runs.start(runId, (signal) =>
              train(recipe, data, { runId, engine: info, signal, from, breathe, ...(device && { device }) }),
            ),
        );
      } catch (error) {
        post({ type: "events", events: [{ type: "failed", runId, ...describeFailure(error) }] });
      }
      return;
    }
    case "rest":
      return rest.begin();
    case "stop":
      rest.end();
      return runs.stop(command.runId);
    case "pause":
    case "resume":
    case "step":
      return runs[command.type](command.runId);
    case "probe": {
      // Only looks, because a run of another engine may be training in this worker.
      const { name, adapter, reason } = await chooseEngine(command.engine, command.arithmetic, browserAssets);
      const { kind, largestBufferBytes } = await findGpu();
      return post({
        type: "engine",
        engine: { name, adapter, reason },
        hardwareGpu: kind === "hardware",
        largestBufferBytes,
      });
    }
    case "linearModel":
      return post({
        type: "linearModel",
        result: { dataset: command.dataset, ...(await fitInTurns(await datasetOf(command.dataset))) },
      });
    case "contactSheet":
      return post({ type: "contactSheet", sheet: contactSheetOf(command.dataset, await datasetOf(command.dataset)) });
    case "runTime":
      // One after another: beside each other in one worker, none would have its own time.
      probed = probed.catch(() => {}).then(() => timeRun(command));
      return probed;
    default:
      return command satisfies never;
  }
}

self.onmessage = ({ data: command }: MessageEvent<Command>) => {
  answer(command).catch((error: unknown) => {
    post({ type: "problem", about: command.type, message: describeFailure(error).message });
  });
};

holdLife((lock) => post({ type: "alive", lock }));
