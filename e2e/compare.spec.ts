// Two architectures side by side: put there from their references, trained, told apart, shared by their address.
import { expect, test } from "@playwright/test";
import { expectRuns, goTo, openLab, TINY, trainButton } from "./labPage.ts";

test("two architectures stand side by side under one axis, are trained there, and their differences are marked", async ({
  page,
}) => {
  await openLab(page, TINY);
  await goTo(page, "Side by side");
  const heads = page.locator(".compare-name b");
  await expect(heads).toHaveText(["3 segments, none", "3 segments, ReLU"]);
  await page.getByRole("button", { name: "Train these" }).click();
  const tested = page.getByRole("row", { name: /^Test accuracy/ });
  await expect(tested).toContainText(/points on one seed: may be chance/, { timeout: 60_000 });
  const charts = page.getByRole("img", { name: /^Validation accuracy/ });
  await expect(charts).toHaveCount(2);
  await expect(page.getByRole("radio", { name: "epoch" })).toBeChecked();
  const ticks = (at: number) =>
    charts
      .nth(at)
      .locator("text")
      .filter({ hasText: /^\d+\s%$/ })
      .allTextContents();
  expect((await ticks(0)).length).toBeGreaterThan(1);
  expect(await ticks(0)).toEqual(await ticks(1));
  const differing = page.getByRole("row", { name: /^Intermediate activation/ }).locator("td");
  await expect(differing).toHaveText(["none", "ReLU"]);
  await expect(differing.nth(1)).toHaveClass("compare-differs");
  await expect(page.getByRole("button", { name: "Train these with seed 2" })).toBeEnabled();

  await goTo(page, "Runs");
  await expectRuns(page, "finished", 2);
  await page.goBack();
  await expect(heads).toHaveText(["3 segments, none", "3 segments, ReLU"]);

  // A network that nobody has trained yet is found under its heading, and trained alone.
  await page.getByRole("button", { name: /One more$/ }).click();
  const elsewhere = page.getByRole("group", { name: "Elsewhere on the spectrum" });
  await expect(elsewhere.getByRole("option")).toHaveText([1, 2, 6].flatMap(bothOf));
  await elsewhere.getByRole("option", { name: "1 segment, ReLU" }).click();
  await expect(heads).toHaveText(["3 segments, none", "3 segments, ReLU", "1 segment, ReLU"]);
  await expect(tested.locator("td").nth(2)).toContainText("not trained to the end yet");
  await page.getByRole("button", { name: "Train these", exact: true }).click();
  await expect(tested.locator("td").nth(2)).toContainText("%", { timeout: 60_000 });
  await expect(page.getByRole("row", { name: /^Images per second/ })).toContainText("one run");
});

const bothOf = (segments: number) =>
  ["none", "ReLU"].map((activation) => `${segments} segment${segments === 1 ? "" : "s"}, ${activation}`);

test("what stands in a column is chosen by keyboard, kept while the slider moves, and opened by its address", async ({
  page,
}) => {
  await openLab(page, TINY);
  await goTo(page, "Side by side");
  const heads = page.locator(".compare-name b");
  const second = page.getByRole("button", { name: /Column 2$/ });
  await second.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  // What stood there has changed places with it.
  await expect(heads).toHaveText(["3 segments, ReLU", "3 segments, none"]);
  await goTo(page, "Bench");
  await page.getByRole("slider", { name: "Segments" }).press("End");
  await goTo(page, "Side by side");
  await expect(heads).toHaveText(["3 segments, ReLU", "3 segments, none"]);
  await page.getByRole("button", { name: /One more$/ }).click();
  await page.getByRole("option", { name: "6 segments, none" }).click();
  await expect(page).toHaveURL(/columns=(.*%3B){2}/);
  await page.reload();
  await expect(heads).toHaveText(["3 segments, ReLU", "3 segments, none", "6 segments, none"]);
  await page.getByRole("button", { name: "Take 3 segments, none away" }).click();
  await expect(heads).toHaveText(["3 segments, ReLU", "6 segments, none"]);
});

test("a run of another browser leaves an empty column that says so", async ({ page }) => {
  await page.goto(`./#/compare?${TINY.replace("v=1", "v=2")}&compare.columns=run:elsewhere-1;arm:segments:3,width:6`);
  await expect(page.getByText("This run is not kept in this browser.")).toBeVisible();
  await expect(trainButton(page)).toHaveCount(0);
});
