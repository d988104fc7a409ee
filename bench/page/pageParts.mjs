// Where the bench finds the page's parts: all it knows of the markup stands here. Plain CSS, since asking a
// page of thousands of rows for roles and names takes seconds that would be counted as the page's own.

/** A small run that takes some seconds: one arm on 4,000 synthetic pictures. */
export const SMALL = "v=1&width=12&segments=3&stages=1-1&data=coupled-10&data.images=4000&between=none";
/** The least a run can be. */
export const TINY = "v=1&width=4&segments=4&stages=1&data=coupled-10&data.images=500&batch=250&between=none";

export const parts = {
  train: ".train-buttons .button-primary",
  stop: ".train-buttons .button:nth-child(3)",
  table: '[aria-label="Table of runs"]',
  rowHeader: '[aria-label="Table of runs"] :is([role="rowheader"], tbody th[scope="row"])',
  hiddenRow: '[aria-label="Table of runs"] .run-hidden',
  hideOne: '[aria-label="Table of runs"] button[aria-label^="Hide "]',
  showOne: '[aria-label="Table of runs"] button[aria-label^="Show "]',
  removeOne: '[aria-label="Table of runs"] button[data-remove]',
  undo: '.notice button[aria-label^="Undo"]',
};
