// Automatic accessibility checks of every view, in light, dark and forced colours, on a desk and on a phone; and no
// sideways scrolling anywhere.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./expectAccessible.ts";
import { expectRuns, goTo, openLab, TINY, trainButton } from "./labPage.ts";

const VIEWS = ["Side by side", "Studies", "Settings", "Data", "Runs"] as const;
/** Several of all kinds of settings that differ, so that all that is said of them is there. */
const OPENED = `${TINY.replace("epochs=2", "epochs=1")}&order=spatial-first&optimizer=adam&schedule=step`;

async function expectNobodyHindered(page: Page): Promise<void> {
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
}

async function expectViewsOpenToAll(page: Page): Promise<void> {
  await openLab(page, OPENED);
  await expectNobodyHindered(page);
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
  for (const fold of await page.locator("details > summary").all()) await fold.click();
  await page
    .getByRole("button", { name: /^Details of/ })
    .first()
    .click();
  await expectNobodyHindered(page);
  for (const view of VIEWS) {
    await goTo(page, view);
    await expect(page.getByRole("main").getByRole("heading", { level: 2, name: view })).toBeVisible();
    await expect(page.getByText(/being loaded|Getting it ready|is being made/)).toHaveCount(0);
    await expectNobodyHindered(page);
  }
}

for (const { colorScheme, width } of [
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 360 },
] as const)
  test(`nothing stands in anyone's way: ${colorScheme}, ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectViewsOpenToAll(page);
  });

test("nothing stands in anyone's way in forced colours", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark", forcedColors: "active", reducedMotion: "reduce" });
  await expectViewsOpenToAll(page);
});
