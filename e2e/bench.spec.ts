// Everything that belongs to trying a point is on one screen, in the order of a phone where the screen is narrow, and
// nothing moves under the hand.
import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectRuns, openLab, TINY, trainButton } from "./labPage.ts";

const slider = (page: Page) => page.getByRole("slider", { name: "Segments" });
const accuracies = (page: Page) => page.getByRole("img", { name: /^Validation accuracy/ });
const verdict = (page: Page) => page.locator(".verdict");
const cost = (page: Page) => page.locator(".cost");
const module = (page: Page) => page.locator(".module-drawing svg");

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator} is not drawn.`);
  return { top: box.y, bottom: box.y + box.height, right: box.x + box.width };
}

async function train(page: Page): Promise<void> {
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
  await expect(verdict(page)).toContainText("test accuracy");
}

for (const { name, width, height, inView } of [
  { name: "a laptop", width: 1366, height: 768, inView: [module, cost, accuracies, verdict] },
  { name: "a projector", width: 1920, height: 1080, inView: [module, cost, accuracies, verdict] },
  { name: "a laptop at 150 %", width: 911, height: 512, inView: [accuracies] },
]) {
  test(`on ${name}, what is tried and what comes of it are in sight together`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openLab(page, TINY);
    await train(page);
    await page.evaluate(() => scrollTo(0, 0));
    for (const part of [slider, trainButton, ...inView]) {
      const { top, bottom, right } = await boxOf(part(page));
      expect(top, String(part)).toBeGreaterThanOrEqual(0);
      expect(bottom, String(part)).toBeLessThanOrEqual(height);
      expect(right, String(part)).toBeLessThanOrEqual(width);
    }
    await page.screenshot({ path: `test-results/bench-${width}.png` });
  });
}

test("a projector is filled, and its words are larger", async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openLab(page, TINY);
  expect((await boxOf(page.locator(".spectrum-track"))).right).toBeGreaterThan(1850);
  expect(await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize))).toBeGreaterThan(16);
});

test("on a phone the slider comes first, then Train, the curves, and the rest", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openLab(page, TINY);
  const order = [page.locator(".spectrum-track"), trainButton(page), accuracies(page), module(page)];
  const tops = await Promise.all(order.map(async (part) => (await boxOf(part)).top));
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  expect(tops[1]).toBeLessThan(740);
});

for (const width of [1366, 360]) {
  test(`nothing moves by itself, ${width} pixels wide`, async ({ page }) => {
    // High enough to see what is below the curves.
    await page.setViewportSize({ width, height: 1200 });
    await page.addInitScript(() => {
      const shifts: { readonly atMs: number; readonly value: number }[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          if (!Reflect.get(entry, "hadRecentInput"))
            shifts.push({ atMs: entry.startTime, value: Number(Reflect.get(entry, "value")) });
      }).observe({ type: "layout-shift", buffered: true });
    });
    await openLab(page, TINY);
    await train(page);
    const shifts: { readonly atMs: number; readonly value: number }[] = await page.evaluate(() =>
      Reflect.get(window, "shifts"),
    );
    const sum = shifts.reduce((total, { value }) => total + value, 0);
    expect(sum, JSON.stringify(shifts)).toBeLessThan(0.02);
  });
}

test("the page says what it is and what to try first, until that is closed", async ({ page }) => {
  await openLab(page, TINY);
  const welcome = page.getByRole("note", { name: "What this is" });
  await expect(welcome).toContainText("Press Train");
  await welcome.getByRole("button", { name: "Got it" }).click();
  await expect(welcome).toHaveCount(0);
  await page.reload();
  await expect(page.locator(".results-words")).toContainText("Press “Train”");
  await expect(welcome).toHaveCount(0);
});

for (const width of [1920, 1366, 1280, 1024, 911, 800, 360])
  test(`no part reaches beyond its column, ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 768 });
    await openLab(page);
    const beyond = await page.evaluate(() =>
      [".bench-slider", ".bench-network", ".bench-results", ".bench-arms"].flatMap((column) => {
        const right = document.querySelector(column)?.getBoundingClientRect().right ?? 0;
        const parts = [...document.querySelectorAll(`${column} :is(table, svg, p, button, figure, canvas)`)];
        return parts
          .filter((part) => part.getBoundingClientRect().right > right + 1)
          .map((part) => `${column} ${part.outerHTML.slice(0, 80)}`);
      }),
    );
    expect(beyond).toEqual([]);
  });

test("a word explains itself by key, and is left by Escape", async ({ page }) => {
  await openLab(page, TINY);
  const word = page.getByRole("button", { name: "segments", exact: true });
  await word.focus();
  await page.keyboard.press("Enter");
  const explanation = page.getByRole("dialog", { name: "Segment" });
  await expect(explanation).toContainText("no recommendation");
  await page.keyboard.press("Escape");
  await expect(explanation).toHaveCount(0);
  await expect(word).toBeFocused();
});

/** The transitions and animations of the module's drawing, by what moves. */
const motionsOf = (page: Page) =>
  page.evaluate(() => {
    const moving = document.getAnimations().flatMap(({ effect }) => {
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      return target?.closest(".module-drawing") ? [target.parentElement?.getAttribute("class") ?? ""] : [];
    });
    return [...new Set(moving)];
  });

for (const reducedMotion of ["no-preference", "reduce"] as const)
  test(`segments split and join as the slider moves, with ${reducedMotion}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion });
    await openLab(page, TINY);
    await expect(module(page)).toBeVisible();
    await expect.poll(() => motionsOf(page)).toEqual([]);
    await slider(page).focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByText("6 segments of one channel.")).toBeVisible();
    if (reducedMotion === "reduce") expect(await motionsOf(page)).toEqual([]);
    else expect((await motionsOf(page)).some((row) => row.includes("module-row"))).toBe(true);
  });
