// Training by the page's own buttons.
import { parts } from "./pageParts.mjs";

const RUN_LIMIT_MS = 300_000;

/** Opens the recipe of a link, as if the link had been followed on the page. */
export async function takeUp(page, link) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, link);
  await page.waitForTimeout(500);
}

/** Presses Train and waits until everything is trained, `times` times. */
export function train(page, times = 1) {
  return page.evaluate(pressAndWait, { ...parts, times, limitMs: RUN_LIMIT_MS });
}

/** Runs in the page. */
async function pressAndWait({ train, again, stop, times, limitMs }) {
  const turn = () => new Promise((resolve) => setTimeout(resolve, 4));
  const until = async (isSo, what) => {
    const endMs = performance.now() + limitMs;
    while (!isSo()) {
      if (performance.now() > endMs) throw new Error(`${what} within ${limitMs / 1000} s.`);
      await turn();
    }
  };
  const isTraining = () => document.querySelector(stop).matches(":enabled");
  for (let time = 0; time < times; time++) {
    document.querySelector(train).click();
    // A page that asks before it repeats what is trained has its answer a moment later.
    await until(() => isTraining() || document.querySelector(again), "Training did not begin");
    document.querySelector(again)?.click();
    await until(isTraining, "Training did not begin");
    await until(() => !isTraining(), "Training did not end");
  }
}
