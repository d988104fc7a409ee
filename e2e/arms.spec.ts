// Arms as chips: kept, named, duplicated, moved and removed, by keyboard alone and with the pointer. The link holds them.
import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./expectAccessible.ts";
import { openLab, TINY } from "./labPage.ts";

const arms = (page: Page) => page.getByRole("list", { name: "Arms" }).getByRole("listitem");
const names = (page: Page) => arms(page).locator("b");
const menuOf = (page: Page, name: string): Locator => page.getByRole("button", { name: `What to do with ${name}` });

/** Opens an arm's menu and takes the deed that is so many keys down. */
async function choose(page: Page, name: string, deed: string): Promise<void> {
  await menuOf(page, name).press("Enter");
  const menu = page.getByRole("menu", { name: `What to do with ${name}` });
  await expect(menu.getByRole("menuitem", { name: "Rename" })).toBeFocused();
  const item = menu.getByRole("menuitem", { name: deed, exact: true });
  for (let presses = 0; presses < 8 && !(await item.evaluate((one) => one === document.activeElement)); presses++)
    await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(menu).toHaveCount(0);
}

/** Takes "Rename", and waits for the field, which has the focus once the menu has given it back. */
async function rename(page: Page, name: string): Promise<void> {
  await choose(page, name, "Rename");
  await expect(page.getByRole("textbox", { name: /^Name of the arm/ })).toBeFocused();
}

test("an arm is named, duplicated, moved and removed by keyboard; the link holds names and order", async ({ page }) => {
  await openLab(page, TINY);
  await expect(names(page)).toHaveText(["3 segments, none", "3 segments, ReLU"]);

  await choose(page, "3 segments, ReLU", "Rename");
  const field = page.getByRole("textbox", { name: "Name of the arm 3 segments, ReLU" });
  await expect(field).toBeFocused();
  await page.keyboard.type("with ReLU, & 50 %");
  await page.keyboard.press("Enter");
  // What is named is kept, and kept ones come first.
  await expect(names(page)).toHaveText(["with ReLU, & 50 %", "3 segments, none"]);
  await expect(menuOf(page, "with ReLU")).toBeFocused();
  await expect(page).toHaveURL(/arm=name:with%20ReLU%2C%20%26%2050%20%25,/);

  await choose(page, "with ReLU", "Move right");
  await expect(names(page)).toHaveText(["3 segments, none", "with ReLU, & 50 %"]);
  await expect(page.getByText("with ReLU, & 50 % is arm 2 of 2 now.")).toBeAttached();
  await expect(menuOf(page, "with ReLU")).toBeFocused();

  await choose(page, "with ReLU", "Another like it");
  await page.getByRole("slider", { name: "Segments" }).press("End");
  await expect(names(page)).toHaveText(["3 segments, none", "with ReLU, & 50 %", "6 segments, ReLU"]);

  // Written once the hand is at rest.
  await expect(page).toHaveURL(/segments=6.*arm=.*arm=name:with/);
  const link = page.url();
  await choose(page, "3 segments, none", "Remove");
  await expect(names(page)).toHaveText(["with ReLU, & 50 %", "6 segments, ReLU"]);
  await expect(menuOf(page, "with ReLU")).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(arms(page)).toHaveCount(3);

  await page.goto("about:blank");
  await page.goto(link);
  await expect(names(page)).toHaveText(["3 segments, none", "with ReLU, & 50 %", "6 segments, ReLU"]);
});

test("a name is left as it was by Escape, taken by leaving the field, and gone where nothing is left of it", async ({
  page,
}) => {
  await openLab(page, `${TINY}&between=none`);
  await rename(page, "3 segments");
  await page.keyboard.type("first");
  await page.keyboard.press("Escape");
  await expect(names(page)).toHaveText(["3 segments, none"]);
  await expect(menuOf(page, "3 segments")).toBeFocused();
  await rename(page, "3 segments");
  await page.keyboard.type("first");
  await page.keyboard.press("Tab");
  await expect(names(page)).toHaveText(["first"]);
  await rename(page, "first");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await expect(names(page)).toHaveText(["3 segments, none"]);
});

test("an arm is dragged before another, and a menu is left by Escape and by a press beside it", async ({ page }) => {
  await openLab(page, `${TINY}&between=none,relu,elu`);
  await arms(page).nth(2).locator("b").dragTo(arms(page).nth(0).locator("b"));
  await expect(names(page)).toHaveText(["3 segments, ELU", "3 segments, none", "3 segments, ReLU"]);
  const button = menuOf(page, "3 segments, none");
  await button.click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(button).toBeFocused();
  await button.click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(page.getByRole("menu")).toHaveCount(0);
});

test("two arms and their button stand in one row that fits beside the module, and on a phone no chip is too wide", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await openLab(page);
  const keep = page.getByRole("button", { name: "Keep these and move on" });
  const boxes = await Promise.all([...(await arms(page).all()), keep].map((each) => each.boundingBox()));
  const rights = boxes.map((box) => (box?.x ?? Infinity) + (box?.width ?? 0));
  expect(Math.max(...rights) - (boxes[0]?.x ?? 0)).toBeLessThan(740);
  const middles = boxes.map((box) => Math.round((box?.y ?? 0) + (box?.height ?? 0) / 2));
  expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(3);

  await page.setViewportSize({ width: 360, height: 740 });
  await openLab(page, "arm=name:A%20name%20as%20long%20as%20a%20name%20may%20ever%20be%2C,segments:8");
  await expect(names(page)).toHaveCount(3);
  for (const arm of await arms(page).all())
    expect((await arm.boundingBox())?.width ?? Infinity).toBeLessThanOrEqual(360 - 32);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`an arm's menu and its field stand in nobody's way: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await openLab(page, `${TINY}&arm=name:mine,segments:8`);
    await menuOf(page, "mine").press("Enter");
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("menuitem", { name: "Rename" }).press("Enter");
    await expect(page.getByRole("textbox", { name: /^Name of the arm/ })).toBeFocused();
    await expectAccessible(page);
  });
}
