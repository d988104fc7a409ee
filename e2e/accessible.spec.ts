// Automatic accessibility checks in light and dark, on a phone and on a desk, before
// and after training; and no sideways scrolling anywhere.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { expectRuns, openLab, TINY, trainButton } from "./labPage.ts";

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`),
  ).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 360]) {
    test(`nothing stands in anyone's way: ${colorScheme}, ${width} pixels wide`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await openLab(page, `${TINY}&epochs=1`.replace("epochs=2&", ""));
      await expectAccessible(page);
      await trainButton(page).click();
      await expectRuns(page, "finished", 2);
      for (const fold of await page.locator("details > summary").all()) await fold.click();
      await page
        .getByRole("button", { name: /^Details of/ })
        .first()
        .click();
      await expectAccessible(page);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBe(0);
    });
  }
}
