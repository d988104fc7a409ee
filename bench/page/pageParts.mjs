// Where the bench finds the page's parts; only this file knows the markup. Plain CSS, because queries by role
// and name on a page of thousands of rows take seconds that would be counted as the page's own.

/** A small run that takes some seconds: one arm on 4,000 synthetic pictures. */
export const SMALL = "v=1&width=12&segments=3&stages=1-1&data=coupled-10&data.images=4000&between=none";
/** The smallest possible run. */
export const TINY = "v=1&width=4&segments=4&stages=1&data=coupled-10&data.images=500&batch=250&between=none";
/** Two arms of the usual network, for longer than anyone tries things. */
export const LONG = "v=2&epochs=300";

const table = '[aria-label="Table of runs"]';

export const parts = {
  train: ".train-buttons .button-primary",
  /** "Train the same again", asked for when all is trained already. */
  again: ".repeat-buttons .button:nth-child(2)",
  stop: ".train-buttons .button:nth-child(4)",
  rowHeader: `${table} :is([role="rowheader"], tbody th[scope="row"])`,
  hiddenRow: `${table} .run-hidden`,

  // Runs handled at once.
  frame: table,
  table: `${table} table`,
  /** Row ? of the table, its head being the first. */
  rowAt: `${table} tr[aria-rowindex="?"]`,
  selectAll: `${table} input[aria-label="Select all runs"]`,
  selectOne: 'th input[aria-label^="Select "]:not([aria-label="Select all runs"])',
  /** Buttons that are found by their words. */
  actions: ".runs-chosen button, .notice button",

  // Runs handled one by one, before there was a selection.
  hideOne: `${table} button[aria-label^="Hide "]`,
  showOne: `${table} button[aria-label^="Show "]`,
  removeOne: `${table} button[data-remove]`,
  undo: '.notice button[aria-label^="Undo"]',

  // Things to try while networks train.
  slider: ".spectrum-track input",
  axis: ".bench .chart-switch span",
  details: '.bench-runs button[aria-label^="Details of "]',
  view: ".views a",
};
