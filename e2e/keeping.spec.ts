// What is kept: the queue over a reload, between tabs, by the hundred, and what cannot be read.
import { expect, test } from "@playwright/test";
import { run1Record } from "../src/shelf/fixtures/version1.ts";
import { keepVersion1 } from "./keptRuns.ts";
import { expectRuns, openLab, runRows, TINY, trainButton } from "./labPage.ts";

const LONG = "v=1&width=6&segments=3&stages=1&epochs=1000&data=coupled-10&data.images=500";

test("a reload in the middle of an experiment: what waited is trained, what had come further goes on with Continue all", async ({
  page,
}) => {
  await openLab(page, LONG);
  await trainButton(page).click();
  await expect(runRows(page).filter({ hasText: /training, epoch \d\d/ })).toHaveCount(2, { timeout: 60_000 });
  let hasAsked = false;
  page.once("dialog", (dialog) => {
    hasAsked = dialog.type() === "beforeunload";
    void dialog.accept();
  });
  await page.reload();
  expect(hasAsked).toBe(true);
  await expectRuns(page, "stopped", 2);
  const stopped = await runRows(page).first().innerText();
  await page.getByRole("button", { name: /^Continue all/ }).click();
  await expect(runRows(page).filter({ hasText: /training, epoch/ })).toHaveCount(2);
  const epochOf = (text: string) => Number(/epoch (\d+) of/.exec(text)?.[1]);
  await expect.poll(async () => epochOf(await runRows(page).first().innerText())).toBeGreaterThan(epochOf(stopped));
  await page.getByRole("button", { name: "Stop", exact: true }).first().click();
  await expectRuns(page, "stopped", 2);
});

test("two tabs: a run that one trains shows in the other, which hides it; it ends as what it is, and hidden in both", async ({
  page,
  context,
}) => {
  await openLab(
    page,
    LONG.replace("data.images=500", "data.images=500&between=none").replace("epochs=1000", "epochs=300"),
  );
  await trainButton(page).click();
  await expect(runRows(page)).toContainText(/training, epoch [1-9]/, { timeout: 60_000 });
  const other = await context.newPage();
  await openLab(other);
  await expect(runRows(other)).toContainText("training in another tab");
  await other.getByRole("button", { name: /^Hide / }).click();
  await expect(page.getByRole("button", { name: /^Show / })).toBeVisible();
  await expectRuns(page, "finished", 1);
  await expectRuns(other, "finished", 1);
  for (const tab of [page, other]) await expect(tab.getByRole("button", { name: /^Show / })).toBeVisible();
  await other.getByRole("button", { name: /^Remove / }).click();
  await expect(runRows(page)).toHaveCount(0);
  await other.getByRole("button", { name: /^Undo:/ }).click();
  await expectRuns(page, "finished", 1);
});

test("hundreds of runs: the keyboard reaches the last row, many are selected, hidden, removed and brought back at once", async ({
  page,
}) => {
  await keepVersion1(
    page,
    Array.from({ length: 300 }, (_, order) => run1Record(`run ${order}`, order, { pressId: `press ${order}` }, 2)),
  );
  await openLab(page);
  const table = page.getByRole("region", { name: "Table of runs" });
  const rows = table.locator("table.runs");
  await expect(rows).toHaveAttribute("aria-rowcount", "301");
  expect(await runRows(page).count()).toBeLessThan(60);
  await expect(page.getByText(/The latest 20 of 300 runs are drawn/)).toBeVisible();

  const last = table.locator('tr[aria-rowindex="301"]');
  // Rows that are drawn for the first time may be higher than was reckoned: who is not at the end yet presses again.
  await expect(async () => {
    await table.focus();
    await page.keyboard.press("End");
    await expect(last).toBeVisible({ timeout: 1000 });
  }).toPass();
  // A row that has the focus stays, wherever the table is scrolled to; the next one is a few presses of Tab away.
  await last.getByRole("button", { name: /^Details/ }).focus();
  await table.evaluate((frame) => frame.scrollTo({ top: 0 }));
  await expect(table.locator('tr[aria-rowindex="2"]')).toBeVisible();
  await expect(last.getByRole("button", { name: /^Details/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: /^Confusion matrix/ })).toBeAttached();

  await table
    .getByRole("checkbox", { name: /^Select .*none$/ })
    .first()
    .check();
  await table.evaluate((frame) => {
    frame.scrollTo({ top: 195 * (frame.querySelector<HTMLElement>("[data-index]")?.offsetHeight ?? 0) });
  });
  await table
    .locator('tr[aria-rowindex="200"]')
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  const chosen = page.getByRole("toolbar", { name: "Selected runs" });
  await expect(chosen).toContainText("199 runs selected");
  await chosen.getByRole("button", { name: "Hide" }).click();
  await expect(page.getByText(/The latest 20 of 101 runs are drawn/)).toBeVisible();
  await chosen.getByRole("button", { name: "Remove selected" }).click();
  await expect(page.getByRole("heading", { name: "Runs" })).toBeFocused();
  await expect(runRows(page).first()).toBeVisible();
  await expect(rows).toHaveAttribute("aria-rowcount", "103");
  await page.getByRole("button", { name: /^Undo:/ }).click();
  await expect(rows).toHaveAttribute("aria-rowcount", "302");
  await expect.poll(() => page.evaluate(countRemoved)).toBe(0); // What has been brought back has been written.
  await page.reload();
  await expect(rows).toHaveAttribute("aria-rowcount", "301");
});

/** How many of the runs on the shelf are marked as removed. */
function countRemoved(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("xception-lab");
    opening.onerror = () => reject(opening.error ?? new Error("The shelf does not open."));
    opening.onsuccess = () => {
      const database = opening.result;
      const counting = database
        .transaction("runs")
        .objectStore("runs")
        .index("removedAt")
        .count(IDBKeyRange.lowerBound(0));
      counting.onerror = () => reject(counting.error ?? new Error("The shelf does not count."));
      counting.onsuccess = () => (database.close(), resolve(counting.result));
    };
  });
}

test("a table of hundreds is printed whole", async ({ page }) => {
  await keepVersion1(
    page,
    Array.from({ length: 100 }, (_, order) => run1Record(`run ${order}`, order, {}, 2)),
  );
  await openLab(page);
  await expect(runRows(page).first()).toBeVisible();
  expect(await runRows(page).count()).toBeLessThan(60);
  await page.emulateMedia({ media: "print" });
  await expect(runRows(page)).toHaveCount(100);
  await page.emulateMedia({ media: "screen" });
  await expect.poll(() => runRows(page).count()).toBeLessThan(60);
});

test("records that cannot be read are named and can be deleted; the others are there", async ({ page }) => {
  await keepVersion1(page, [
    run1Record("whole", 0),
    run1Record("no confusion", 1, { evaluations: [{ split: "validation" }] }),
    run1Record("newer", 2, { recipe: { version: 99 } }),
  ]);
  await openLab(page, `${TINY}&between=none`);
  await expectRuns(page, "finished", 1);
  await page.getByText("2 kept runs cannot be read").click();
  await expect(page.getByRole("listitem").filter({ hasText: "newer" })).toContainText(/newer version of the lab/);
  await page.getByRole("button", { name: "Delete the record newer" }).click();
  await expect(page.getByText("one kept run cannot be read")).toBeVisible();
  await page.getByRole("button", { name: "Delete the record no confusion" }).click();
  await expect(page.getByText(/cannot be read/)).toHaveCount(0);
  await page.reload();
  await expectRuns(page, "finished", 1);
  await expect(page.getByText(/cannot be read/)).toHaveCount(0);
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
});
