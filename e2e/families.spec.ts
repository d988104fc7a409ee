// Another family than the spectrum: chosen on the page, drawn, trained, linked to.
import { expect, test } from "@playwright/test";
import { expectRuns, openLab, runRows, trainButton } from "./labPage.ts";

test("mini-Xception is chosen, drawn as blocks, trained with both activations, and in the link", async ({ page }) => {
  await openLab(page, "v=1&epochs=1&data=coupled-10&data.images=500");
  await expect(page.getByRole("slider", { name: "Segments" })).toBeVisible();
  await page.getByRole("radio", { name: "mini-Xception" }).click();
  await expect(page.getByRole("slider", { name: "Segments" })).toHaveCount(0);
  await expect(page.getByRole("figure", { name: "Xception’s idea" })).toContainText("Module 4, 128 channels");
  await expect(page).toHaveURL(/family=miniXception/);

  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
  await expect(runRows(page).first()).toContainText("mini-Xception, none");

  await page.reload();
  await expect(page.getByRole("figure", { name: "Xception’s idea" })).toContainText("Module 4, 128 channels");
  await expectRuns(page, "finished", 2);
  await page.getByRole("radio", { name: "The spectrum" }).click();
  await expect(page.getByRole("slider", { name: "Segments" })).toBeVisible();
});

test("ResNeXt has the spectrum's slider, and its bottleneck takes the segments with it", async ({ page }) => {
  await openLab(page, "v=1&epochs=1&data=coupled-10&data.images=500");
  await page.getByRole("radio", { name: "ResNeXt" }).click();
  const slider = page.getByRole("slider", { name: "Segments" });
  await expect(slider).toHaveAttribute("aria-valuetext", /^8 segments/);
  await expect(page.getByRole("figure", { name: "ResNeXt’s bottleneck" })).toContainText("3×3 in 8 segments");
  await page.getByRole("button", { name: /^32 channels, 6 stops/ }).click();
  await page.getByRole("option", { name: "36 channels, 9 stops" }).click();
  await expect(slider).toHaveAttribute("aria-valuetext", /^9 segments/);
  await slider.press("End");
  await expect(page.getByRole("figure", { name: "ResNeXt’s bottleneck" })).toContainText("3×3 depthwise");
  await expect(page).toHaveURL(/family=resnext/);
});
