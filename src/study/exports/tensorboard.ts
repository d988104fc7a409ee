// The curves for TensorBoard: a folder per run with its event file.
import { archiveOf } from "./archive.ts";
import type { Content } from "./bundle.ts";
import { eventFile, type ScalarEvent } from "./eventFile.ts";
import { curveOf, toldRuns, type CurvePoint, type ToldRun } from "./told.ts";

/** TensorBoard looks for "tfevents", and takes what follows for a time and a machine. */
const EVENTS = "events.out.tfevents.0.xception-lab";

export const tensorboard = archiveOf(
  {
    title: "Curves (TensorBoard)",
    purpose: "an event file per run, for tensorboard --logdir",
    file: "tensorboard.zip",
    holdsAll: true,
  },
  ({ result }) =>
    Object.fromEntries(
      toldRuns(result).map((told): [string, Content] => [
        `${folderOf(told)}/${EVENTS}`,
        eventFile(curveOf(told.run.numbers).map(eventOf)),
      ]),
    ),
);

/** "8-ReLU-seed-1-0123abcd": its words, and enough of its hash that no other run has the same. */
function folderOf({ name, hash, run }: ToldRun): string {
  const words = name.replace(/[^A-Za-z0-9.]+/g, "-");
  return `${words}-seed-${run.recipe.seed}-${hash.slice(0, 8)}`;
}

function eventOf({ split, step, loss, accuracy }: CurvePoint): ScalarEvent {
  return { step, scalars: { [`loss/${split}`]: loss, ...(accuracy !== null && { [`accuracy/${split}`]: accuracy }) } };
}
