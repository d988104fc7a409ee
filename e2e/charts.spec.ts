// The charts by keyboard, on their own file, and after many epochs.
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { downloaded, expectRuns, openLab, runRows, TINY, trainButton } from "./labPage.ts";

test("the values under a point are reached by keyboard, shown and said; Escape puts them away", async ({ page }) => {
  await openLab(page, TINY);
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
  const cursor = page.getByRole("slider", { name: "Values of the accuracy curves, by epoch" });
  // The curves are drawn once a second, and a cursor stays at the point where it was put.
  await expect(cursor).toHaveAttribute("aria-valuemax", "2");
  await cursor.focus();
  await expect(cursor).toHaveAttribute(
    "aria-valuetext",
    /^2 epochs\. 3 segments, none: validation [\d.]+\u202f%, training/,
  );
  const values = page.locator(".chart-cursor .chart-tooltip");
  await expect(values).toContainText("2 epochs");
  await page.keyboard.press("ArrowLeft");
  await expect(values).toContainText("1 epoch");
  await expect(cursor).toHaveAttribute("aria-valuetext", /^1 epoch\. /);
  await page.keyboard.press("Home");
  await expect(values).toContainText("0 epochs");
  await page.keyboard.press("End");
  await expect(values).toContainText("2 epochs");
  await page.screenshot({ path: "test-results/cursor.png" });
  // The cursor stands where the pointer's does.
  const byKey = await page.locator(".chart-cursor > i").boundingBox();
  await page.keyboard.press("Escape");
  await expect(values).toHaveCount(0);
  const chart = page.getByRole("img", { name: /^Validation accuracy/ });
  const box = await chart.boundingBox();
  await page.mouse.move(byKey?.x ?? 0, (box?.y ?? 0) + 60);
  const byPointer = await chart.locator(".recharts-tooltip-cursor").boundingBox();
  expect(Math.abs((byKey?.x ?? 0) - (byPointer?.x ?? 99))).toBeLessThan(1.5);
  await page.keyboard.press("Tab");
  await expect(cursor).not.toBeFocused();

  // As a picture that stands alone: with the curves' names and the recipes, and nothing of the page's.
  await page.getByText("Accuracies as a table").click();
  const [picture] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the chart (SVG)" }).click(),
  ]);
  expect(picture.suggestedFilename()).toBe("accuracy.svg");
  const svg = await readFile(await picture.path(), "utf8");
  expect(svg).toMatch(/<title>Accuracy<\/title>[^]*3 segments, ReLU[^]*none: seed 1, recipe [0-9a-f]{12}/);
  expect(svg).not.toMatch(/var\(--|class=/);
  await page.setContent(svg);
  await page.locator("svg").first().screenshot({ path: "test-results/accuracy-picture.png" });
});

test("charts that could not be loaded can be tried again without a reload, and training goes on meanwhile", async ({
  page,
}) => {
  await page.route("**/Curves-*.js", (route) => route.abort("internetdisconnected"));
  await openLab(page, TINY);
  await trainButton(page).click();
  await expect(page.getByText(/charts could not be loaded: you are offline/)).toBeVisible();
  await expectRuns(page, "finished", 2);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/charts could not be loaded: you are offline/)).toBeVisible();
  await page.unroute("**/Curves-*.js");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("img", { name: /^Validation accuracy/ })).toBeVisible();
  await expect(page.getByText(/charts could not be loaded/)).toHaveCount(0);
});

test("hundreds of epochs take no more elements than a few, and every step is in the file", async ({ page }) => {
  test.setTimeout(400_000);
  const epochs = 300;
  await openLab(
    page,
    `v=1&width=6&segments=3&stages=1&epochs=${epochs}&data=coupled-10&data.images=500&batch=500&between=none`,
  );
  await trainButton(page).click();
  const elements = () => page.locator(".chart-picture svg *").count();
  await expect(runRows(page)).toContainText(/training, epoch [3-9]\d of/, { timeout: 120_000 });
  const early = await elements();
  expect(early).toBeGreaterThan(10);
  // The busier the page, the later it draws: the file must not wait for that.
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await expectRuns(page, "finished", 1);
  const rows = await downloaded(page, "every step");
  expect(new Set(rows.map(({ epoch }) => Math.ceil(Number(epoch)))).size).toBe(epochs);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  expect(await elements()).toBeLessThan(early + 20);
});

test("names beside the curves keep what differs", async ({ page }) => {
  await openLab(page, `${TINY.replace("epochs=2", "epochs=1")}&between=none`);
  for (const hash of ["rate=0.05", "rate=0.02", "rate=0.01"]) {
    await page.goto(`./#${TINY.replace("epochs=2", "epochs=1")}&between=none&seed=5&${hash}`);
    await expect(page.getByText(new RegExp(`rate ${hash.slice(5)} `))).toBeVisible();
    await trainButton(page).click();
  }
  await page.goto(`./#${TINY.replace("epochs=2", "epochs=1").replace("stages=1", "stages=2")}&between=none&seed=6`);
  await trainButton(page).click();
  await expectRuns(page, "finished", 4);
  const names = page.locator(".chart-picture").first().locator(".chart-names g text");
  await expect(names).toHaveCount(4);
  const texts = await names.allTextContents();
  expect(new Set(texts).size, texts.join(" | ")).toBe(4);
});

test("seeds of an arm fold into one line; a name, a row and the keyboard lift a curve and fade the others", async ({
  page,
}) => {
  await openLab(page, TINY);
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
  await trainButton(page).click();
  await page.getByRole("button", { name: "Train with seed 2" }).click();
  await expectRuns(page, "finished", 4);
  const chart = page.locator(".chart-picture").first();
  const curves = chart.locator(".chart-run");
  const names = chart.locator(".chart-names g text");
  await expect(names).toHaveText(["3 segments, none, 2 seeds", "3 segments, ReLU, 2 seeds"]);
  await expect(curves).toHaveCount(2);

  await names.first().hover();
  await expect(chart.locator(".chart-run.chart-run-lifted")).toHaveCount(1);
  await expect(chart.locator(".chart-run.chart-run-faded")).toHaveCount(1);
  // In the other chart too.
  await expect(page.locator(".chart-picture").nth(1).locator(".chart-run.chart-run-lifted")).toHaveCount(1);
  await page.mouse.move(0, 0);
  await expect(chart.locator(".chart-run-faded")).toHaveCount(0);

  await page.getByLabel("one line per arm").uncheck();
  await expect(curves).toHaveCount(4);
  await expect(page).toHaveURL(/chart\.runs=each/);
  await runRows(page)
    .nth(2)
    .getByRole("button", { name: /^Details/ })
    .focus();
  await expect(chart.locator(".chart-run.chart-run-faded")).toHaveCount(3);

  const cursor = page.getByRole("slider", { name: "Values of the accuracy curves, by epoch" });
  await cursor.focus();
  await page.keyboard.press("ArrowDown");
  await expect(chart.locator(".chart-run.chart-run-lifted")).toHaveCount(1);
  const lifted = await chart.locator(".chart-names .chart-run-lifted text").textContent();
  await expect(cursor).toHaveAttribute("aria-valuetext", new RegExp(`^2 epochs\\. ${lifted}: validation`));
  await page.keyboard.press("ArrowUp");
  await expect(chart.locator(".chart-run-faded")).toHaveCount(0);
  await page.getByRole("radio", { name: "share" }).check({ force: true });
  await expect(chart.getByText("% of the run")).toBeVisible();
});

test("with many runs, the values under the pointer stay in their own chart", async ({ page }) => {
  await openLab(page, `${TINY.replace("epochs=2", "epochs=1")}&between=none,relu,elu,gelu,silu&chart.runs=each`);
  await trainButton(page).click();
  await expectRuns(page, "finished", 5);
  for (const seed of [2, 3, 4]) {
    await trainButton(page).click();
    await page.getByRole("button", { name: `Train with seed ${seed}` }).click();
    await expectRuns(page, "finished", 5 * seed);
  }
  const picture = page.locator(".chart-picture").first();
  const values = picture.locator(".chart-tooltip");
  for (const share of [0.15, 0.5]) {
    const { width, height } = (await picture.boundingBox()) ?? { width: 0, height: 0 };
    await picture.hover({ position: { x: share * width, y: height / 2 } });
    await expect(values).toContainText(/and \d+ more/);
    // Both at once, since the picture may move while the last run is told of.
    const beyond = await values.evaluate((shown) => {
      const inner = shown.getBoundingClientRect();
      const outer = shown.closest(".chart-picture")?.getBoundingClientRect() ?? new DOMRect();
      return {
        right: inner.right - outer.right,
        bottom: inner.bottom - outer.bottom,
        left: outer.left - inner.left,
        top: outer.top - inner.top,
      };
    });
    for (const [edge, px] of Object.entries(beyond)) expect(px, edge).toBeLessThanOrEqual(1);
  }
  await page.screenshot({ path: "test-results/many-values.png" });
});
