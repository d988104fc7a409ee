// The main story: train the default experiment, move along the spectrum by keyboard,
// train again, and see the new curves beside the old ones.
import { expect, test } from "@playwright/test";
import { downloaded, expectRuns, openLab, runRows, trainButton } from "./labPage.ts";

test("two arms train side by side, the slider moves by keyboard, and the next two join their curves", async ({
  page,
}) => {
  test.setTimeout(400_000);
  await openLab(page, "v=1&epochs=2");
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
  await expect(page.getByRole("img", { name: /accuracy/i })).toBeVisible();

  const slider = page.getByRole("slider", { name: "Segments" });
  await expect(slider).toHaveAttribute("aria-valuetext", /16 segments of 3 channels/);
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", /24 segments of 2 channels/);
  await page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", /48 segments/);
  await expect(page).toHaveURL(/segments=48/);

  await trainButton(page).click();
  await expectRuns(page, "finished", 4);
  await expect(runRows(page)).toHaveCount(4);

  const evaluations = await downloaded(page, "the evaluations");
  expect(new Set(evaluations.map(({ run }) => run)).size).toBe(4);
  const final = evaluations.filter(({ split }) => split === "test");
  expect(final).toHaveLength(4);
  // Chance is 10 %, with ten classes.
  for (const { run, accuracy } of final) expect(Number(accuracy), `test accuracy of ${run}`).toBeGreaterThan(0.2);
  expect(new Set(final.map((row) => row["intermediate_activation"]))).toEqual(new Set(["none", "relu"]));
});

test("a link shows the same experiment, and finished runs are still there after a reload", async ({ page }) => {
  await openLab(page, "v=1&width=6&segments=2&stages=1&epochs=1&data=coupled-10&data.images=500&seed=7");
  await expect(page.getByRole("slider", { name: "Segments" })).toHaveAttribute(
    "aria-valuetext",
    /2 segments of 3 channels/,
  );
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
  const before = await runRows(page).allInnerTexts();
  await page.reload();
  await expectRuns(page, "finished", 2);
  expect(await runRows(page).allInnerTexts()).toEqual(before);
});
