// Pause, one step, resume, stop, go on: the buttons do what they say.
import { expect, test, type Page } from "@playwright/test";
import { downloaded, expectRuns, openLab, runRows, trainButton } from "./labPage.ts";

const LONG = "v=1&width=6&segments=3&stages=1&epochs=200&data=coupled-10&data.images=500&between=none";

async function steps(page: Page): Promise<number> {
  return (await downloaded(page, "every step")).length;
}

test("pause holds a run, step moves it by one, resume lets it go, stop ends it, continue goes on", async ({ page }) => {
  await openLab(page, LONG);
  await trainButton(page).click();
  await expect(runRows(page)).toContainText("training");
  await expect.poll(() => steps(page), { timeout: 60_000 }).toBeGreaterThan(30);

  await page.getByRole("button", { name: "Pause" }).click();
  await expectRuns(page, "paused", 1);
  // The worker may have been in the middle of a step: wait until two readings agree.
  let held = -1;
  await expect.poll(async () => { const before = held; held = await steps(page); return held === before; }).toBe(true);
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await expect.poll(() => steps(page)).toBe(held + 1);

  await page.getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => steps(page)).toBeGreaterThan(held + 1);
  await page.getByRole("button", { name: "Stop", exact: true }).first().click();
  await expectRuns(page, "stopped", 1);
  const stopped = await steps(page);

  await page.getByRole("button", { name: /^Continue/ }).click();
  await expect(runRows(page)).toContainText("training");
  await expect.poll(() => steps(page)).toBeGreaterThan(stopped);
  await page.getByRole("button", { name: "Stop", exact: true }).first().click();
  await expectRuns(page, "stopped", 1);
});

test("a run can be hidden, shown, trained again and removed", async ({ page }) => {
  await openLab(page, "v=1&width=6&segments=3&stages=1&epochs=1&data=coupled-10&data.images=500&between=none");
  await trainButton(page).click();
  await expectRuns(page, "finished", 1);
  await page.getByRole("button", { name: /^Hide/ }).click();
  await expect(page.getByRole("button", { name: /^Show/ })).toBeVisible();
  await page.getByRole("button", { name: /^Show/ }).click();
  await page.getByRole("button", { name: /^Train .* again/ }).click();
  await expectRuns(page, "finished", 2);
  await page.getByRole("button", { name: /^Remove/ }).first().click();
  await expect(runRows(page)).toHaveCount(1);
});
