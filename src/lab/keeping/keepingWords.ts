// The notices about keeping runs: what happens, why, and what to do.
const runs = (count: number): string => (count === 1 ? "a run" : `${count} runs`);
const them = (count: number): string => (count === 1 ? "it" : "them");

export const keepingWords = {
  noShelf: (why: string) =>
    `Runs will not be there after a reload: this browser does not let the page store data (${why}). ` +
    "Training works all the same; download the data of what you want to keep.",
  writeFailed: (why: string) =>
    `What has been trained last could not be kept (${why}). It is tried again; training works all the same. ` +
    "Remove runs that you no longer need, or free space on this device.",
  blocked:
    "Runs are not kept yet: another tab has an older version of this page. Close that tab or reload it; " +
    "then everything is kept, also what is trained meanwhile.",
  outdated:
    "A newer version of this page is open in another tab, and keeps the runs from now on. Reload this page; " +
    "what is trained in it now is not kept.",
  moving: (moved: number) => `Runs of an earlier version are being taken over: ${moved} so far.`,
  removedElsewhere: (count: number) =>
    `Another tab has removed ${runs(count)} that trained here: training ${them(count)} has ended.`,
  trainedElsewhere: (count: number) =>
    `Another tab trains ${count === 1 ? "this run" : `${count} of these runs`} already, and goes on with ${them(count)}.`,
  checkpointUnreadable: "What was kept of this run to go on from cannot be read, so it cannot go on. Train it again.",
  readInPart: (count: number) =>
    `Part of what was kept of ${runs(count)} cannot be read, and is left out of curves and details. ` +
    `Train ${them(count)} again, or remove ${them(count)}.`,
  unread: (why: string) =>
    `What the browser keeps of runs cannot be read just now (${why}). Reload the page to try again.`,
};
