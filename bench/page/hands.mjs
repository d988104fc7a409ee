// What a person does while networks train: moves the slider, changes the charts, opens a run, looks at other views. Real
// keys and clicks, because the browser times no others.
import { parts } from "./pageParts.mjs";

const PAUSE_MS = 250;
/** In the order of the page's views. */
const VIEWS = { bench: 0, compare: 1, settings: 2, data: 3, runs: 4 };
const AXES = { epoch: 0, step: 1 };

/** Does it all `times` times. Returns the number of presses and clicks. */
export async function tryThings(page, times) {
  let done = 0;
  const then = async (act) => {
    await act;
    done++;
    await page.waitForTimeout(PAUSE_MS);
  };
  const click = (part, at = 0) => page.locator(part).nth(at).click();
  for (let time = 0; time < times; time++) {
    for (const key of ["ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowRight"])
      await then(page.locator(parts.slider).press(key));
    await then(click(parts.axis, AXES.step));
    await then(click(parts.axis, AXES.epoch));
    // Opened and closed.
    await then(click(parts.details));
    await then(click(parts.details));
    for (const view of [VIEWS.runs, VIEWS.compare, VIEWS.settings, VIEWS.data, VIEWS.bench])
      await then(click(parts.view, view));
  }
  return done;
}
