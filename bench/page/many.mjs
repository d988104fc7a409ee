// Actions on many runs at once: by a selection where the page has one, else by one press per run.
import { parts } from "./pageParts.mjs";
import { longestTaskMs, nowMs, settle } from "./probes.mjs";

/** After this time pressing stops, and the rest is extrapolated. */
const PRESSING_LIMIT_MS = 60_000;

/** Milliseconds until so many runs are hidden, shown, removed and brought back, as painted. */
export async function handleMany(page, count) {
  const canSelect = await page.evaluate((box) => document.querySelector(box) !== null, parts.selectAll);
  const sinceMs = await nowMs(page);
  const found = canSelect ? await bySelection(page, count) : await oneByOne(page, count);
  await settle(page);
  return { ...found, manyTaskMs: await longestTaskMs(page, sinceMs) };
}

async function bySelection(page, count) {
  const pressed = (button, change) => page.evaluate(press, { ...parts, button, ...change });
  const rest = () => settle(page, { quietMs: 1000 });
  await page.evaluate(selectFirst, { ...parts, count });
  await rest();
  const hideMs = await pressed("Hide", { isGone: true });
  await rest();
  const showMs = await pressed("Show", { isGone: true });
  await rest();
  const removeMs = await pressed("Remove selected", { more: -count });
  await rest();
  const undoMs = await pressed("Undo", { more: count });
  return { hideMs, showMs, removeMs, undoMs };
}

async function oneByOne(page, count) {
  const pressed = (button, options = {}) =>
    page.evaluate(pressEach, { button, count, rowHeader: parts.rowHeader, limitMs: PRESSING_LIMIT_MS, ...options });
  return {
    hideMs: await pressed(parts.hideOne, { appearing: parts.hiddenRow }),
    showMs: await pressed(parts.showOne, { vanishing: parts.hiddenRow }),
    removeMs: await pressed(parts.removeOne, { vanishing: parts.rowHeader }),
    // Only the last removal can be undone there.
    undoMs: await pressed(parts.undo, { count: 1, appearing: parts.rowHeader }),
  };
}

/** Removes all runs. */
export async function removeAll(page) {
  // A table may show a run somewhat later than it is there.
  await settle(page);
  const box = page.locator(parts.selectAll);
  if ((await box.count()) > 0) {
    await page.evaluate((all) => document.querySelector(all).click(), parts.selectAll);
    await page.evaluate(press, { ...parts, button: "Remove selected", isGone: true });
  } else {
    const count = await page.locator(parts.rowHeader).count();
    await page.evaluate(pressEach, {
      button: parts.removeOne,
      count,
      vanishing: parts.rowHeader,
      limitMs: PRESSING_LIMIT_MS,
    });
  }
  await settle(page);
}

/** Runs in the page: selects the first row, and with the shift key the one that makes `count`. */
async function selectFirst({ frame, rowAt, selectOne, count }) {
  const scrolled = document.querySelector(frame);
  const box = async (row) => {
    for (let time = 0; time < 100; time++) {
      const found = document.querySelector(`${rowAt.replace("?", row + 1)} ${selectOne}`);
      if (found) return found;
      // Rows that are not drawn have no height yet; it is estimated from those that are.
      const near = [...document.querySelectorAll(selectOne)].at(-1).closest("tr");
      scrolled.scrollTop += (row + 1 - Number(near.getAttribute("aria-rowindex"))) * near.offsetHeight;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`Row ${row} is not to be found.`);
  };
  (await box(1)).click();
  await window.painted();
  (await box(count)).dispatchEvent(new MouseEvent("click", { shiftKey: true, bubbles: true, cancelable: true }));
  await window.painted();
}

/**
 * Runs in the page: presses the button with these words, and waits until it is gone, or there are `more` rows more.
 * Returns the milliseconds from the press until that is painted.
 */
async function press({ table, actions, button, isGone = false, more = 0 }) {
  const rows = () => Number(document.querySelector(table)?.getAttribute("aria-rowcount") ?? 1) - 1;
  const find = () => [...document.querySelectorAll(actions)].find(({ textContent }) => textContent === button);
  const wanted = rows() + more;
  const startMs = performance.now();
  find().click();
  for (;;) {
    const ms = (await window.painted()) - startMs;
    if (isGone ? !find() : rows() === wanted) return ms;
    if (ms > 60_000) throw new Error(`"${button}" had no effect.`);
  }
}

/** Runs in the page: presses the first `count` of these, one per turn, and waits until as many have come or gone. */
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
