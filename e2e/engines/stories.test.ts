// Stories of a user in Chromium, Firefox and WebKit. A browser that cannot be had is skipped, with the reason.
import { createHash } from "node:crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, inject, test, type TestContext } from "vitest";
import { MissingBrowser } from "../../scripts/otherBrowsers.mjs";
import { readLink, writeLink } from "../../src/lab/link.ts";
import { makeExperiment } from "../../src/recipe/experiment.ts";
import { parseExperimentText } from "../../src/recipe/experimentFile.ts";
import { parseRecipe } from "../../src/recipe/parse.ts";
import golden from "../../src/train/golden/losses.json" with { type: "json" };
import type { Tab } from "./engine.ts";
import { chromium, firefox } from "./puppeteer.ts";
import {
  button,
  count,
  downloaded,
  downloadedText,
  expectFinished,
  faults,
  openLab,
  runRows,
  soon,
  train,
  viewLink,
} from "./visit.ts";
import { webkit } from "./webkit.ts";

const url = inject("siteUrl");
const TINY = "v=1&width=6&segments=3&stages=1&epochs=2&data=coupled-10&data.images=500";

describe.each([chromium, firefox, webkit].map((engine) => [engine.name, engine] as const))("%s", (_, { find }) => {
  let open: () => Promise<Tab>;
  let missing: string | undefined;
  let tab: Tab | undefined;

  beforeAll(async () => {
    try {
      open = await find((line) => console.info(line));
    } catch (error) {
      if (!(error instanceof MissingBrowser)) throw error;
      missing = error.message;
    }
  });
  beforeEach(async () => {
    if (missing === undefined) tab = await open();
  });
  afterEach(async () => {
    await tab?.close();
    tab = undefined;
  });
  /** The tab of this test; without one the test is skipped. */
  const here = ({ skip }: TestContext): Tab => tab ?? skip(missing);

  test("two arms train side by side, and curves, table, files and a reload show them", async (context) => {
    const tab = here(context);
    await openLab(tab, url, TINY);
    await train(tab, 2);
    // Curves are drawn once a second, and the charts' script may still be on its way when tiny runs are finished.
    for (const chart of ["ccuracy", "oss"]) {
      const curves = count(`//*[@role='img'][contains(@aria-label, '${chart}')]//*[name()='path'][@stroke]`);
      await expect.poll(() => tab.evaluate(curves), { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
    }
    const evaluations = await downloaded(tab, "Download the evaluations (CSV)");
    const final = evaluations.filter(({ split }) => split === "test");
    expect(final.map((row) => row.intermediate_activation)).toEqual(["none", "relu"]);
    await tab.click(viewLink("Settings"));
    await soon(tab, button("Save recipe"));
    const saved = await downloadedText(tab, button("Save recipe"));
    expect(parseExperimentText(saved)).toEqual(readLink(TINY));
    await tab.click(viewLink("Bench"));
    // A view is drawn after the click has been answered; until then nothing on it takes the focus.
    await expect.poll(() => tab.evaluate("document.querySelector('input[type=range]').checkVisibility()")).toBe(true);

    await tab.evaluate("document.querySelector('input[type=range]').focus()");
    await tab.press("End");
    await expect.poll(() => tab.evaluate("location.hash")).toContain("segments=6");
    expect(await faults(tab)).toEqual([]);

    await expectFinished(tab, 2);
    const rows = await runRows(tab);
    await tab.reload();
    await expectFinished(tab, 2);
    expect(await runRows(tab)).toEqual(rows);
  });

  test.for(Object.entries(golden))("%s gives the golden losses, bit for bit", async ([data, expected], context) => {
    const tab = here(context);
    const recipe = parseRecipe(expected.recipe);
    await openLab(tab, url, writeLink(makeExperiment(recipe, ["none"])));
    await train(tab, 1);
    const losses = (await downloaded(tab, "Download every step (CSV)")).map(({ loss }) => Number(loss));
    console.info(`${tab.browser}, ${data}: losses ${digest(losses)} (golden: ${digest(expected.losses)})`);
    expect(losses).toEqual(expected.losses);
    const evaluations = await downloaded(tab, "Download the evaluations (CSV)");
    expect(
      evaluations.map(({ split, epoch, loss, accuracy }) => ({
        split,
        epoch: Number(epoch),
        loss: Number(loss),
        accuracy: Number(accuracy),
      })),
    ).toEqual(expected.evaluations);
  });
});

/** SHA-256 of the losses as 64-bit floats, little-endian. */
function digest(losses: readonly number[]): string {
  return createHash("sha256")
    .update(new Uint8Array(Float64Array.from(losses).buffer))
    .digest("hex");
}
