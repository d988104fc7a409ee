// Automatic accessibility checks in light and dark, on a phone and on a desk, before
// and after training; and no sideways scrolling anywhere.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./expectAccessible.ts";
import { expectRuns, openLab, TINY, trainButton } from "./labPage.ts";

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
