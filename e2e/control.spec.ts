// Pause, one step, resume, stop and continue: the buttons do what they say.
import { expect, test, type Page } from "@playwright/test";
import { downloaded, expectRuns, goTo, openLab, runRows, trainButton } from "./labPage.ts";

const LONG = "v=1&width=6&segments=3&stages=1&epochs=1000&data=coupled-10&data.images=500&between=none";

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
  // The worker may be in the middle of a step, and charts are drawn once per second: wait until two readings agree.
  let held = -1;
  await expect
    .poll(
      async () => {
        const before = held;
        held = await steps(page);
        return held === before;
      },
      { intervals: [1500] },
    )
    .toBe(true);
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await expect.poll(() => steps(page)).toBe(held + 1);
  await expect(
    page.getByRole("status").filter({ hasText: new RegExp(`^paused in epoch .* of 1000, step ${held + 1} of`) }),
  ).toBeAttached();

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
  // The keyboard focus goes to the run below, then to the heading; the removal can be undone.
  const remove = page.getByRole("button", { name: /^Remove / });
  await remove.first().focus();
  await page.keyboard.press("Enter");
  await expect(runRows(page)).toHaveCount(1);
  await expect(remove).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(runRows(page)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Runs" })).toBeFocused();
  await page.getByRole("button", { name: /^Undo:/ }).click();
  await expectRuns(page, "finished", 1);
});

test("numbers are taken as people write them, and what cannot be stays in sight with what is allowed", async ({
  page,
}) => {
  await openLab(page);
  await goTo(page, "Settings");
  const rate = page.getByRole("textbox", { name: "Learning rate" });
  for (const [typed, shown] of [
    ["1e-3", "0.001"],
    [".05", "0.05"],
    ["0,1", "0.1"],
    ["5e-2", "0.05"],
  ] as const) {
    await rate.fill(typed);
    await rate.press("Enter");
    await expect(rate).toHaveValue(shown);
    // The default is not in the address.
    await expect(page).toHaveURL(shown === "0.1" ? /settings$/ : new RegExp(`rate=${shown}$`));
  }
  await rate.press("ArrowUp");
  await expect(rate).toHaveValue("0.06");
  await rate.fill("fast");
  await rate.press("Tab");
  await expect(page.getByRole("alert")).toHaveText(
    /Learning rate is “fast”: allowed is a number from 0 to 1000000.*It stays 0\.06/,
  );
  await expect(rate).toHaveValue("fast");
  await rate.fill("0.1");
  await rate.press("Enter");
  const warmup = page.getByRole("textbox", { name: /^Warm-up/ });
  await warmup.fill("19");
  await warmup.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(
    "Warm-up is 19: allowed is less than Epochs, which is 12. It stays 0.",
  );
  await expect(warmup).toHaveValue("19");
});

test("who dismisses a notice by keyboard is back where they were", async ({ page }) => {
  await openLab(page, "v=1&width=banana");
  const dismiss = page.getByRole("button", { name: /^Dismiss/ });
  await expect(dismiss).toBeVisible();
  await trainButton(page).focus();
  await dismiss.focus();
  await page.keyboard.press("Enter");
  await expect(dismiss).toHaveCount(0);
  await expect(trainButton(page)).toBeFocused();
});
