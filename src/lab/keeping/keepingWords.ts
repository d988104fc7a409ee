// The notices about keeping runs: what happens, why, and what to do.
export const keepingWords = {
  noShelf: (why: string) =>
    `Runs will not be there after a reload: this browser does not let the page store data (${why}). ` +
    "Training works all the same; download the data of what you want to keep.",
  writeFailed: (why: string) =>
    `What has been trained last could not be kept (${why}). It is tried again; ` +
    `training works all the same. Remove runs that you no longer need, or free space on this device.`,
  blocked:
    "Runs are not kept yet: another tab has an older version of this page. " +
    "Close that tab or reload it; then everything is kept, also what is trained meanwhile.",
  outdated:
    "A newer version of this page is open in another tab, and keeps the runs from now on. " +
    "Reload this page; what is trained in it now is not kept.",
  moving: (moved: number) => `Runs of an earlier version are being taken over: ${moved} so far.`,
  removedElsewhere: (count: number) =>
    count === 1
      ? "Another tab has removed a run that trained here: training it has ended."
      : `Another tab has removed ${count} runs that trained here: training them has ended.`,
};
