// What a person does to many runs at once. A page without a selection is given one press per run.
import { parts } from "./pageParts.mjs";
import { settle } from "./probes.mjs";

/** Longer than this nobody presses: what is left is reckoned from what was done. */
const PRESSING_LIMIT_MS = 60_000;

/** Milliseconds until 500 runs, say, are hidden, shown, removed and brought back, as painted. */
export async function handleMany(page, count) {
  const press = (button, options = {}) =>
    page.evaluate(pressEach, { button, count, rowHeader: parts.rowHeader, limitMs: PRESSING_LIMIT_MS, ...options });
  return {
    hideMs: await press(parts.hideOne, { appearing: parts.hiddenRow }),
    showMs: await press(parts.showOne, { vanishing: parts.hiddenRow }),
    removeMs: await press(parts.removeOne, { vanishing: parts.rowHeader }),
    // Only the last removal can be undone there.
    undoMs: await press(parts.undo, { count: 1, appearing: parts.rowHeader }),
  };
}

/**
 * Runs in the page: presses the first `count` of these buttons, one in a turn, and waits until as many elements have
 * come or gone.
 */
async function pressEach({ button, count, appearing, vanishing, limitMs }) {
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  const number = () => document.querySelectorAll(appearing ?? vanishing).length;
  const before = number();
  const buttons = [...document.querySelectorAll(button)].slice(0, count);
  if (buttons.length < count) throw new Error(`There are only ${buttons.length} of ${button}.`);
  const startMs = performance.now();
  let pressed = 0;
  for (const each of buttons) {
    each.click();
    pressed++;
    await turn();
    if (performance.now() - startMs > limitMs) break;
  }
  while (Math.abs(number() - before) < pressed) {
    if (performance.now() - startMs > 3 * limitMs) throw new Error(`${button} had no effect on some.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return ((await window.painted()) - startMs) * (count / pressed);
}

/** Removes every run there is. */
export async function removeAll(page) {
  const count = await page.locator(parts.rowHeader).count();
  await page.evaluate(pressEach, { button: parts.removeOne, count, vanishing: parts.rowHeader, limitMs: Infinity });
  await settle(page);
}
