// Hundreds of runs: sorted, filtered, grouped, named; what is on the screen is in the address.
import { expect, test, type Page } from "@playwright/test";
import { run1Record } from "../src/shelf/fixtures/version1.ts";
import { parseRecipe } from "../src/recipe/parse.ts";
import { keepVersion1 } from "./keptRuns.ts";
import { runRows } from "./labPage.ts";

/** Seeds 1 to 100 at three points, with an accuracy of their own each. */
async function keepHundreds(page: Page): Promise<void> {
  const records = Array.from({ length: 300 }, (_, order) => {
    const record = run1Record(`run ${order}`, order, { pressId: `press ${Math.floor(order / 3)}` }, 2);
    const recipe = parseRecipe({
      network: { module: { segments: [1, 3, 16][order % 3] ?? 1 } },
      seed: 1 + Math.floor(order / 3),
    });
    const evaluations = record.evaluations.map((each) => ({ ...each, accuracy: 0.2 + 0.002 * ((order * 7) % 300) }));
    return { ...record, recipe, recipeHash: `${order}`, evaluations };
  });
  await keepVersion1(page, records);
}

const table = (page: Page) => page.locator("table.runs");
const head = (page: Page, name: string) => page.getByRole("columnheader", { name: new RegExp(`^${name}`) });

test("by keyboard: sorted by a head, filtered by a setting's value, grouped, with other columns; a reload shows the same", async ({
  page,
}) => {
  await keepHundreds(page);
  await page.goto("./#/runs");
  await expect(table(page)).toHaveAttribute("aria-rowcount", "301");

  const byTest = head(page, "Test accuracy").getByRole("button");
  await byTest.press("Enter");
  await expect(head(page, "Test accuracy")).toHaveAttribute("aria-sort", "descending");
  await expect(runRows(page).first()).toContainText("79.8");
  await byTest.press("Enter");
  await expect(head(page, "Test accuracy")).toHaveAttribute("aria-sort", "ascending");
  await expect(runRows(page).first()).toContainText("20.0");

  await page.getByRole("button", { name: /Add a filter$/ }).press("Enter");
  await page.getByRole("option", { name: "Segments", exact: true }).press("Enter");
  await page.getByRole("button", { name: /Segments is$/ }).press("Enter");
  await page.getByRole("option", { name: "3 (100)" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "100 of 300 runs" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Filter" })).toHaveValue("segments:3");

  await page.getByRole("button", { name: /Group by$/ }).press("Enter");
  await page.getByRole("option", { name: "arm", exact: true }).press("Enter");
  const group = page.getByRole("button", { name: /^3 segments.*100 runs$/ });
  await expect(group).toHaveAttribute("aria-expanded", "true");
  await expect(page.locator(".run-group")).toContainText(/mean of 100/);
  await page.getByRole("checkbox", { name: /^Select all of 3 segments/ }).press("Space");
  await expect(page.getByRole("toolbar", { name: "Selected runs" })).toContainText("100 runs selected");
  await group.press("Enter");
  await expect(table(page)).toHaveAttribute("aria-rowcount", "2");

  await page.getByRole("button", { name: "Columns…" }).press("Enter");
  await page.getByRole("checkbox", { name: "Seed", exact: true }).press("Space");
  await page.getByRole("checkbox", { name: "Time", exact: true }).press("Space");
  await page.keyboard.press("Escape");
  await expect(head(page, "Seed")).toBeVisible();
  await expect(head(page, "Time")).toHaveCount(0);

  await expect(page).toHaveURL(/runs\.columns=[^&]*seed/);
  await page.reload();
  await expect(group).toHaveAttribute("aria-expanded", "false");
  await expect(page.getByRole("textbox", { name: "Filter" })).toHaveValue("segments:3");
  await expect(head(page, "Test accuracy")).toHaveAttribute("aria-sort", "ascending");
  await expect(head(page, "Seed")).toBeVisible();

  await page.getByRole("textbox", { name: "Filter" }).fill("segmnt:3 seed>98");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("There is no field “segmnt”.");
});

test("a run is named and noted by keyboard, keeps both over a reload, and is unnamed by Ctrl+Z", async ({ page }) => {
  await keepVersion1(page, [run1Record("one", 0), run1Record("two", 1)]);
  await page.goto("./#/runs");
  await expect(runRows(page)).toHaveCount(2);
  const edit = page.getByRole("button", { name: /or note something$/ }).first();
  await edit.press("Enter");
  await page.getByRole("textbox", { name: "Name" }).fill("my best");
  await page.keyboard.press("Tab");
  await page.keyboard.type("with the window open");
  await page.keyboard.press("Enter");
  await expect(runRows(page).first()).toContainText("my best");
  await expect(runRows(page).first()).toContainText("with the window open");
  await expect(edit).toBeFocused();
  await page.reload();
  await expect(runRows(page).first()).toContainText("my best");
  await page.goto("./#/runs?runs.filter=window");
  await expect(runRows(page)).toHaveCount(1);
  await edit.press("Enter");
  await page.getByRole("textbox", { name: "Name" }).fill("");
  await page.keyboard.press("Enter");
  await expect(runRows(page).first()).not.toContainText("my best");
  await page.keyboard.press("Control+z");
  await expect(runRows(page).first()).toContainText("my best");
});

test("two runs stand side by side after two clicks, or when one is dragged onto the other", async ({ page }) => {
  await keepVersion1(page, [run1Record("one", 0), run1Record("two", 1)]);
  await page.goto("./#/runs");
  const beside = page.getByRole("button", { name: /side by side$/ });
  await beside.first().click();
  await expect(page.getByRole("button", { pressed: true, name: /is chosen/ })).toBeVisible();
  await beside.last().click();
  await expect(page).toHaveURL(/#\/compare\?compare\.columns=run%3Aone%3Brun%3Atwo/);
  await expect(page.locator(".compare-name b")).toHaveCount(2);
  await page.goBack();
  const names = runRows(page).locator(".run-name [draggable=true]");
  await names.last().dragTo(names.first());
  await expect(page).toHaveURL(/columns=run%3Atwo%3Brun%3Aone/);
});
