// Where runs are kept: how much that is, whether it can be lost, and the browser's answer when it is asked to keep it.
import { expect, test, type Page } from "@playwright/test";
import { run1Record } from "../src/shelf/fixtures/version1.ts";
import { expectAccessible } from "./expectAccessible.ts";
import { keepVersion1 } from "./keptRuns.ts";
import { runRows } from "./labPage.ts";

/** Opens the runs in a browser that answers so when it is asked to keep them; null has no such thing. */
async function openRuns(page: Page, answer: "granted" | "refused" | null): Promise<void> {
  await page.addInitScript(
    (isGranted) => {
      let isPersisted = false;
      const storage = {
        estimate: () => Promise.resolve({ usage: 12e6, quota: 2e9 }),
        persisted: () => Promise.resolve(isPersisted),
        persist: () => Promise.resolve((isPersisted = isGranted === true)),
      };
      if (isGranted === null) Reflect.deleteProperty(Navigator.prototype, "storage");
      else Object.defineProperty(navigator, "storage", { value: storage });
    },
    answer && answer === "granted",
  );
  await keepVersion1(
    page,
    [0, 1].map((order) => run1Record(`run ${order}`, order, { pressId: "press" }, 2)),
  );
  await page.goto("./#/runs");
  await expect(runRows(page)).toHaveCount(2);
}

const KEPT = "Kept in this browser: 12 MB of about 2 GB;";
const ask = (page: Page) => page.getByRole("button", { name: "Ask the browser to keep it" });

test("what is only here is told of until it is saved, and the browser promises to keep it", async ({ page }) => {
  await openRuns(page, "granted");
  const told = page.getByText(KEPT);
  await expect(told).toContainText("the browser may erase it when space runs short, and Safari does after seven days");
  await expect(told).toContainText("2 finished runs are nowhere but here: save them as CSV above");
  await expectAccessible(page);
  await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as CSV" }).click()]);
  await expect(told).not.toContainText("nowhere but here");
  await page.reload();
  await expect(told).toContainText("may erase it");
  await expect(told).not.toContainText("nowhere but here");
  await ask(page).press("Enter");
  await expect(told).toContainText("the browser will not erase it by itself.");
  await expect(ask(page)).toHaveCount(0);
});

test("a browser that refuses is believed, and what to do is said", async ({ page }) => {
  await openRuns(page, "refused");
  await ask(page).click();
  await expect(page.getByText("The browser does not promise that now: save what must last as a file.")).toBeVisible();
  await expect(page.getByText(KEPT)).toContainText("may erase it");
});

test("where the browser tells nothing of its storage, nothing is said", async ({ page }) => {
  await openRuns(page, null);
  await expect(page.getByRole("button", { name: "Save as CSV" })).toBeVisible();
  expect(await page.evaluate(() => "storage" in navigator)).toBe(false);
  await expect(page.getByText("Kept in this browser")).toHaveCount(0);
});
