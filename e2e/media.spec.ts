// Colours that the system forces, and paper: selection, switch, slider and bars are seen, and a print is light, whole and
// without buttons.
import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectRuns, openLab, runRows, TINY, trainButton } from "./labPage.ts";

const style = (locator: Locator, property: string) =>
  locator.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

async function trained(page: Page): Promise<void> {
  await openLab(page, TINY);
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
  await expect(page.getByRole("img", { name: /^Loss|^Validation and training loss/ })).toBeVisible();
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`forced colours, ${colorScheme}: selection, switch, slider and bars are seen`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    await trained(page);
    const kernel = page.getByRole("radiogroup", { name: "Spatial kernel" });
    const chosen = kernel.locator("[data-selected]");
    const other = kernel.locator(".choice-option:not([data-selected])").first();
    expect(await style(chosen, "background-color")).not.toBe(await style(other, "background-color"));
    expect(await style(chosen, "color")).not.toBe(await style(chosen, "background-color"));
    const track = page.locator(".toggle-track").first();
    expect(await style(track, "outline-style")).toBe("solid");
    const knob = await track.evaluate((element) => getComputedStyle(element, "::after").backgroundColor);
    expect(knob).not.toBe(await style(track, "background-color"));
    expect(await style(page.locator(".spectrum-line"), "background-image")).toContain("gradient");
    const paper = await style(page.locator("body"), "background-color");
    for (const bar of [".spectrum-thumb", ".cost-bar i", ".engine-light"])
      expect(await style(page.locator(bar).first(), "background-color"), bar).not.toBe(paper);
    expect(await style(page.locator(".cost-bar").first(), "outline-style")).toBe("solid");
    const epoch = page.locator(".chart-switch input:checked + span");
    expect(await style(epoch, "text-decoration-line")).toBe("underline");
    await page.screenshot({ path: `test-results/forced-${colorScheme}.png`, fullPage: true });
  });
}

test("a print of the dark page is light, has the whole table, no buttons, and nothing cut off", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await trained(page);
  await page.getByRole("radio", { name: "Dark", exact: true }).click();
  expect(await style(page.locator("body"), "background-color")).toBe("rgb(19, 20, 23)");
  // A4 without its margins, in CSS pixels.
  await page.setViewportSize({ width: 703, height: 1032 });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await style(page.locator("body"), "background-color")).toBe("rgb(255, 255, 255)");
  expect(await style(page.locator("body"), "color")).toBe("rgb(27, 29, 33)");
  await expect(page.locator(".button:visible, .number-step:visible, .run-choice:visible")).toHaveCount(0);
  await expect(runRows(page)).toHaveCount(2);
  await expect(page.getByText("Time", { exact: true })).toBeVisible();
  const beyond = await page.evaluate(() =>
    [...document.querySelectorAll("main :is(th, td, svg, p, li)")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120)),
  );
  expect(beyond).toEqual([]);
  await page.pdf({ path: "test-results/dark.pdf", format: "A4" });
});
