// Automatic accessibility checks of every view, in light, dark and forced colours, on a desk and on a phone; and no
// sideways scrolling anywhere.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./expectAccessible.ts";
import { expectRuns, goTo, openLab, TINY, trainButton } from "./labPage.ts";

const VIEWS = ["Side by side", "Studies", "Settings", "Data", "Runs"] as const;
/** Several of all kinds of settings that differ, so that all that is said of them is there. */
const OPENED = `${TINY.replace("epochs=2", "epochs=1")}&order=spatial-first&optimizer=adam&schedule=step`;

/** On a desk and on a phone. */
const WIDTHS = [360, 1280];

async function expectNobodyHindered(page: Page, widths: readonly number[]): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    // What only shows below the pointer is no part of the view.
    await page.mouse.move(0, 0);
    await expect(page.locator("[data-overlay-container]")).toHaveCount(0);
    await expectAccessible(page);
    const beyond = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    await expect.poll(() => page.evaluate(beyond), { message: `${width} pixels` }).toBe(0);
  }
}

async function expectViewsOpenToAll(page: Page, widths = WIDTHS): Promise<void> {
  await openLab(page, OPENED);
  await expectNobodyHindered(page, widths);
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
  for (const fold of await page.locator("details > summary").all()) await fold.click();
  await page
    .getByRole("button", { name: /^Details of/ })
    .first()
    .click();
  await expectNobodyHindered(page, widths);
  for (const view of VIEWS) {
    await goTo(page, view);
    await expect(page.getByRole("main").getByRole("heading", { level: 2, name: view })).toBeVisible();
    await expect(page.getByText(/being loaded|Getting it ready|is being made/)).toHaveCount(0);
    await expectNobodyHindered(page, widths);
  }
}

for (const colorScheme of ["light", "dark"] as const)
  test(`nothing stands in anyone's way: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectViewsOpenToAll(page);
  });

test("nothing stands in anyone's way in forced colours", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark", forcedColors: "active", reducedMotion: "reduce" });
  await expectViewsOpenToAll(page, [1280]);
});
