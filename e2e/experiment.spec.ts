// The experiment as a whole: saved and opened with all arms, replaced and restored, repeated on purpose only.
import { expect, test, type Page } from "@playwright/test";
import { expectRuns, goTo, openLab, runRows, TINY, trainButton } from "./labPage.ts";

const arms = (page: Page) => page.getByRole("list", { name: "Arms" }).getByRole("listitem");

test("all arms are in the file that is saved, and come back with it; opening and the defaults can be undone by keyboard", async ({
  page,
}) => {
  await openLab(page, `${TINY}&between=none,elu`);
  await page.getByRole("button", { name: "Keep these and move on" }).click();
  await expect(arms(page).filter({ hasText: ", kept" })).toHaveCount(2);
  await expect(page.getByText("Kept. Move the slider to add others.")).toBeFocused();
  await page.getByRole("slider", { name: "Segments" }).press("End");
  await expect(arms(page)).toHaveCount(4);
  const own = await arms(page).allTextContents();
  await goTo(page, "Settings");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save recipe" }).click(),
  ]);
  const file = await download.path();

  const toDefaults = page.getByRole("button", { name: "Start over" });
  await toDefaults.press("Enter");
  await expect(page).toHaveURL(/settings$/);
  const undo = page.getByRole("button", { name: /^Undo:/ });
  await undo.press("Enter");
  await expect(undo).toHaveCount(0);
  await expect(page.getByRole("main")).toBeFocused();
  await goTo(page, "Bench");
  await expect(arms(page)).toHaveText(own);
  await page.keyboard.press("Control+Shift+z");
  await expect(arms(page).first()).toContainText("16 segments");
  await expect(arms(page)).toHaveCount(2);

  await goTo(page, "Settings");
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open recipe…" }).click();
  await (await choosing).setFiles(file);
  await goTo(page, "Bench");
  await expect(arms(page)).toHaveText(own);
  // One step after the other, back and forth.
  await page.keyboard.press("Control+z");
  await expect(arms(page)).toHaveCount(2);
  await page.keyboard.press("Control+z");
  await expect(arms(page)).toHaveText(own);
  await page.keyboard.press("Control+y");
  await expect(arms(page)).toHaveCount(2);
});

test("what was typed and cannot be is gone with the experiment that it was typed for", async ({ page }) => {
  await openLab(page, "v=1&segments=3");
  await goTo(page, "Settings");
  const rate = page.getByRole("textbox", { name: "Learning rate" });
  await rate.fill("fast");
  await rate.press("Enter");
  await expect(page.getByRole("alert")).toContainText("Learning rate is “fast”");
  await page.goto("./#/settings?v=2&segments=6");
  await expect(page.getByText("The link’s experiment is shown.")).toBeVisible();
  await expect(rate).toHaveValue("0.1");
  await expect(page.getByText("Learning rate is “fast”")).toHaveCount(0);
});

/** Where the Tab key stops: the group of each radio button among the stops, and whether that one is checked. */
async function stopsInGroups(page: Page, key: "Tab" | "Shift+Tab"): Promise<readonly string[]> {
  const stops: string[] = [];
  await page.locator("body").evaluate((body) => {
    body.tabIndex = -1;
    body.focus();
  });
  for (let presses = 0; presses < 300; presses++) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(() => {
      const here = document.activeElement;
      if (here === null || here === document.body) return "end";
      if (!here.matches("input[type=radio], [role=radio]")) return "";
      const group = here.closest("[role=radiogroup], fieldset");
      const isChecked = here instanceof HTMLInputElement ? here.checked : here.getAttribute("aria-checked") === "true";
      const all = [...document.querySelectorAll("[role=radiogroup], fieldset:has(input[type=radio])")];
      return `group ${all.findIndex((each) => each === group)}${isChecked ? "" : ", not its checked member"}`;
    });
    if (stop === "end") break;
    if (stop !== "") stops.push(stop);
  }
  return stops;
}

test("Tab stops once in every group of radio buttons, at the checked one; arrow keys move within", async ({ page }) => {
  await openLab(page, `${TINY.replace("epochs=2", "epochs=1")}&schedule=step&order=spatial-first&residual=off`);
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
  await expect(page.getByRole("radio", { name: "epoch" })).toBeVisible();
  for (const fold of await page.locator("details > summary").all()) await fold.click();
  const groups = await page.locator("[role=radiogroup], fieldset:has(input[type=radio])").count();
  expect(groups).toBeGreaterThan(4);
  const once = Array.from({ length: groups }, (_, index) => `group ${index}`);
  expect(await stopsInGroups(page, "Tab")).toEqual(once);
  expect(await stopsInGroups(page, "Shift+Tab")).toEqual(once.toReversed());

  for (const [from, key, to] of [
    ["As the system has it", "ArrowRight", "Dark"],
    ["Dark", "ArrowRight", "Light"],
    ["epoch", "ArrowRight", "step"],
  ] as const) {
    await page.getByRole("radio", { name: from, exact: true }).focus();
    await page.keyboard.press(key);
    await expect(page.getByRole("radio", { name: to, exact: true })).toBeChecked();
    await expect(page.getByRole("radio", { name: to, exact: true })).toBeFocused();
  }

  await page.getByRole("button", { name: /SIMD WebAssembly/ }).press("Enter");
  const chosen = page.getByRole("radio", { name: /^Choose for me/ });
  await expect(page.getByRole("dialog")).toBeVisible();
  if (!(await chosen.evaluate((radio) => radio === document.activeElement))) await page.keyboard.press("Tab");
  await expect(chosen).toBeFocused();
  await page.keyboard.press("ArrowUp");
  const last = page.getByRole("radio", { name: /^Plain JavaScript/ });
  await expect(last).toBeChecked();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /plain JavaScript/ }).press("Enter");
  if (!(await last.evaluate((radio) => radio === document.activeElement))) await page.keyboard.press("Tab");
  await expect(last).toBeFocused();
});

test("the verdict and the marked column of the table have the same numbers; Train asks before it repeats what is there", async ({
  page,
}) => {
  await openLab(page, TINY);
  await trainButton(page).click();
  await expect(page.getByRole("button", { name: /^Train with seed/ })).toHaveCount(0);
  await expectRuns(page, "finished", 2);
  const marked = page.getByRole("columnheader", { name: /compared above/ });
  await expect(marked).toHaveText(/^Test accuracy/);
  await expect(page.locator(".verdict")).toContainText("test accuracy");
  const said = (await page.locator(".verdict-measured").innerText()).match(/[\d.]+(?=\s%)/g) ?? [];
  expect(said).toHaveLength(2);
  // The table says the error beside the number.
  await expect(runRows(page).locator("td b")).toHaveText(said.map((number) => new RegExp(`^${number}\\s±\\s`)));

  await trainButton(page).press("Enter");
  await expect(page.getByText("Both arms are trained with seed 1 already")).toBeVisible();
  await expect(runRows(page)).toHaveCount(2);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Train with seed 2" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expectRuns(page, "finished", 4);
  await expect(trainButton(page)).toBeFocused();
  await expect(page).toHaveURL(/seed=2/);
  // Two pairs are told of together, and decide nothing.
  const paired = page.locator(".verdict-paired");
  await expect(paired).toContainText(
    /^Over 2 paired seeds of 3 segments, test accuracy with no activation − ReLU: .* interval /,
  );
  await expect(paired).toContainText(/: inconclusive\. Below 6 pairs nothing can be called better or worse/);
  await trainButton(page).press("Enter");
  await expect(page.getByRole("button", { name: "Train with seed 3" })).toBeVisible();
  await page.getByRole("button", { name: "Train the same again" }).click();
  await expectRuns(page, "finished", 6);
});
