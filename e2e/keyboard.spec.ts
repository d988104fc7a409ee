// From opening to the verdict, to a second architecture and to yesterday's runs, by keys alone.
import { expect, test, type Page } from "@playwright/test";
import { expectRuns, runRows, TINY } from "./labPage.ts";

/** What the Tab key comes to, as it is said: role and name. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const here = document.activeElement;
    if (!here || here === document.body) return "";
    const label = here.getAttribute("aria-label") ?? here.getAttribute("aria-labelledby");
    const named = label === null ? null : (document.getElementById(label.split(" ")[0] ?? "")?.textContent ?? label);
    return (named ?? here.textContent ?? "").trim();
  });
}

/** Presses Tab until it comes to something whose name is `name`. */
async function tabTo(page: Page, name: RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press(key);
    const here = await focused(page);
    if (name.test(here)) return;
    passed.push(here);
  }
  throw new Error(`${key} never came to ${name}; it came to: ${passed.join(" | ")}`);
}

test("who has only keys moves the slider, trains, reads the verdict, and finds a second architecture and the runs", async ({
  page,
}) => {
  await page.goto(`./#${TINY}`);
  await expect(page.getByRole("heading", { name: "Runs" })).toBeVisible();
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to the view");
  await page.keyboard.press("Enter");
  await tabTo(page, /^Segments$/);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("6 segments of one channel.")).toBeVisible();
  await tabTo(page, /^Train$/);
  await page.keyboard.press("Enter");
  await expectRuns(page, "finished", 2);
  await expect(page.locator(".verdict")).toContainText(/test accuracy without an intermediate activation/);
  await tabTo(page, /^Values of the accuracy curves/);
  await expect(page.locator(".chart-cursor .chart-tooltip")).toContainText("2 epochs");

  await tabTo(page, /^Side by side$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main", { name: "Side by side" })).toBeFocused();
  await expect(page.locator(".compare-name b")).toHaveText(["6 segments, none", "6 segments, ReLU"]);
  await tabTo(page, /^Runs/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(runRows(page)).toHaveCount(2);
  await page.reload();
  await expect(runRows(page)).toHaveCount(2);
  // The key for it is the browser's, not the page's.
  await page.goBack();
  await expect(page.getByRole("main", { name: "Side by side" })).toBeVisible();
});
