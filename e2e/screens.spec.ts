// How the views look at four sizes, compared with pictures in e2e/screens. CONTRIBUTING says how these are renewed.
import { expect, test, type Page } from "@playwright/test";
import { fixLooks, fontLoaded } from "./fixedLooks.ts";
import { expectRuns, goTo, openLab, TINY, trainButton } from "./labPage.ts";

/** Edges of letters differ a little between versions of the browser; a part that has moved or is gone differs by more. */
const TOLERANCE = { threshold: 0.2, maxDiffPixels: 150 };
/** Without speeds and times, which are a machine's own. */
const COLUMNS = "runs.columns=test,validation,top3,parameters,multiply-adds";

const SIZES = [
  { name: "laptop", width: 1366, height: 768 },
  { name: "projector", width: 1920, height: 1080 },
  { name: "tablet", width: 800, height: 1000 },
  { name: "phone", width: 360, height: 740 },
];

async function expectLook(page: Page, name: string): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  await page.mouse.move(0, 0);
  // Numbers that depend on the machine's speed are covered.
  const mask = [page.locator(".bench-runs"), page.getByRole("row", { name: /^(Images per second|Time)/ })];
  await expect(page).toHaveScreenshot(`${name}.png`, { ...TOLERANCE, mask, maskColor: "#888888" });
}

for (const { name, width, height } of SIZES)
  test(`the views look as they did, on a ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await fixLooks(page);
    await openLab(page, TINY);
    await fontLoaded(page);
    await trainButton(page).click();
    await expectRuns(page, "finished", 2);
    await expect(page.locator(".verdict")).toContainText("test accuracy");
    // Worked out once there is time for it.
    await expect(page.getByRole("img", { name: /^Validation accuracy.*linear model [\d.]+/ })).toBeVisible();
    await expectLook(page, `bench-${name}`);

    await page.emulateMedia({ colorScheme: "dark" });
    await goTo(page, "Side by side");
    await expect(page.getByRole("img", { name: /^Validation accuracy/ })).toHaveCount(2);
    await expectLook(page, `compare-${name}-dark`);

    await goTo(page, "Runs");
    await page.goto(`${page.url()}&${COLUMNS}`);
    await expectRuns(page, "finished", 2);
    await expect(page.getByRole("columnheader", { name: "Time" })).toHaveCount(0);
    await expectLook(page, `runs-${name}-dark`);

    await page.emulateMedia({ colorScheme: "light" });
    await goTo(page, "Settings");
    await expect(page.getByText(/differs? from the defaults:/)).toBeVisible();
    await expectLook(page, `settings-${name}`);
  });
