// A study: planned, trained, drawn and judged; found again after a reload, and by another study that shares its runs.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./expectAccessible.ts";
import { parseCsv } from "./parseCsv.ts";
import { goTo, openLab, savedAs, TINY } from "./labPage.ts";

test("a ready study is trained to its verdict, and no run is trained twice", async ({ page }) => {
  await openLab(page);
  await goTo(page, "Studies");
  await expect(page.getByRole("heading", { name: "Studies: The whole spectrum" })).toBeVisible();
  await expect(page.getByText("20 arms × 3 seeds = 60 runs, 0 of them trained.")).toBeVisible();
  await expect(page.getByText(/^Emoji-10 · 6 epochs · batch \d+ · /)).toBeVisible();
  await page.getByRole("button", { name: /^The whole spectrum/ }).click();
  await page.getByRole("option", { name: "Figure 10" }).click();
  await expect(page.getByText("3 arms × 8 seeds = 24 runs")).toBeVisible();
  const seeds = page.getByRole("textbox", { name: "Seeds" });
  await seeds.fill("1");
  await seeds.press("Enter");
  await expect(page).toHaveURL(/#\/study\?.*study\.ready=figure10&study\.seeds=1/);
  await expect(page.getByRole("list", { name: "Before you believe it" })).toContainText("caption");
  // Measured by a few steps, before anything is trained.
  await expect(page.getByText("3 runs, 0 of them trained. The rest takes about")).toBeVisible({ timeout: 60_000 });
  const guess = page.getByRole("textbox", { name: "Your guess, before the first run" });
  await guess.fill("None wins.");
  await guess.press("Enter");
  await expect(page.getByText("None wins.")).toBeVisible();
  await expect(guess).toHaveCount(0);
  await page.getByRole("button", { name: "Start" }).press("Enter");
  await expect(page.getByRole("button", { name: "Training…" })).toBeDisabled();
  await expect(page.getByText("3 arms × one seed = 3 runs, 3 of them trained.")).toBeVisible({ timeout: 90_000 });
  await expect(
    page.getByText("Verdict: All 2 comparisons are inconclusive. One seed alone decides nothing"),
  ).toBeVisible();
  const chart = page.getByRole("img", {
    name: /^Test accuracy by intermediate activation\. none: [\d.]+\s% of one run/,
  });
  await expect(chart).toBeVisible();
  await page.getByRole("radio", { name: "Loss" }).check();
  await expect(page).toHaveURL(/study\.measure=loss/);
  await expect(
    page.getByRole("img", { name: /^Test loss by intermediate activation\. none: [\d.]+\snats of one run/ }),
  ).toBeVisible();
  await expect(page.getByText("On loss, beside the verdict: All 2 comparisons are inconclusive.")).toBeVisible();
  await page.getByRole("radio", { name: "Accuracy" }).check();
  const curves = page.getByRole("img", { name: /^Mean validation accuracy of each arm, by epochs\. .*none, n = 1: / });
  await expect(curves).toBeVisible();
  await page.getByText("multiply-add", { exact: true }).click();
  await expect(page).toHaveURL(/study\.x=multiplyAdd/);
  await expect(page.getByText("Multiply-adds are an estimate: three forward passes for each image")).toBeVisible();
  await page.getByRole("checkbox", { name: "each run" }).check();
  await expect(page).toHaveURL(/study\.curves=each/);
  await expectAccessible(page);
  const results = page.getByRole("region", { name: "What the runs say" });
  expect((await savedAs(results, "Report (Markdown)")).toString()).toMatch(
    /^# Figure 10\n[^]*## Guess\n\n> None wins\.\n\nRecorded 20[^]*- 3 of 3 runs are finished\n[^]*## Verdict/,
  );
  await expect(results.getByText("report.md is saved.")).toBeVisible();
  const rows = parseCsv((await savedAs(results, "Runs (CSV)")).toString());
  expect(rows.map(({ run }) => run).sort()).toEqual(["ELU", "ReLU", "none"]);
  expect(rows.every((row) => Number(row["test_accuracy"]) > 0.1 && row["recipe_sha256"]?.length === 64)).toBe(true);
  const said = await chart.getAttribute("aria-label");

  await page.reload();
  await expect(page.getByRole("button", { name: "All trained" })).toBeDisabled();
  await expect(chart).toHaveAttribute("aria-label", said ?? "");
  await expect(page.getByText("None wins.")).toBeVisible();

  await page.getByRole("button", { name: "Take 7 seeds instead of 1" }).click();
  await expect(page.getByText("21 runs, 3 of them trained. The rest takes about")).toBeVisible();

  await page.goto(`${page.url().split("#")[0]}#/study?study.ready=batchNorm`);
  await expect(page.getByText("18 runs, 3 of them trained. The rest takes about")).toBeVisible();
  await expect(page.getByRole("button", { name: "Go on" })).toBeEnabled();
});

test("a study of one's own varies the bench's network, and its address has all of it", async ({ page }) => {
  await openLab(page, TINY);
  await goTo(page, "Studies");
  await page.getByRole("button", { name: /^The whole spectrum/ }).click();
  await page.getByRole("option", { name: "A study of your own" }).click();
  await expect(page.getByText("8 arms × 3 seeds = 24 runs")).toBeVisible();
  const segments = page.getByRole("textbox", { name: "Segments" });
  await segments.fill("1, many");
  await segments.press("Enter");
  await expect(page.getByRole("alert")).toContainText("a number is allowed");
  await segments.fill("1, 4, 6");
  await segments.press("Enter");
  await expect(page.getByText(/^Left out: 2 arms\. .* 6 channels cannot be cut into 4 equal segments/)).toBeVisible();
  await segments.fill("4");
  await segments.press("Enter");
  await expect(page.getByText("0 arms × 3 seeds = 0 runs")).toBeVisible();
  await expect(page.getByRole("button", { name: "Start" })).toBeDisabled();
  await segments.fill("1, 4, 6");
  await segments.press("Enter");
  await page.getByRole("button", { name: "ELU", exact: true }).click();
  await expect(page.getByText("6 arms × 3 seeds = 18 runs")).toBeVisible();
  await page.getByRole("button", { name: /Matched/ }).click();
  await page.getByRole("option", { name: "Equal parameters" }).click();
  await expect(page).toHaveURL(/study\.match=parameters/);
  await page.getByText("What each arm costs; equal parameters").click();
  // One segment of the bench's three stays one, at the width that costs as much.
  const arms = page.getByRole("region", { name: "Arms" });
  await expect(arms.getByRole("row", { name: /^1, none 1 of \d+ .* [+−][\d.]+\s%$/ })).toBeVisible();
  await page.getByRole("button", { name: /Matched/ }).click();
  await page.getByRole("option", { name: "Nothing" }).click();
  await expect(arms.getByRole("row", { name: /^1, none 1 of 6 / })).toBeVisible();
  await page.getByRole("button", { name: "Do not vary Segments" }).press("Enter");
  await page.getByRole("button", { name: /^choose… Vary also|Vary also/ }).click();
  await page.getByRole("option", { name: "Batch norm between" }).click();
  await expect(page).toHaveURL(/study\.factors=between%3Anone%2Crelu%2Celu%3Bnorm-between%3Aoff%2Con/);
  await page.reload();
  await expect(page.getByText("6 arms × 3 seeds = 18 runs")).toBeVisible();
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page.getByText("18 of them trained.")).toBeVisible({ timeout: 90_000 });
  const rows = page.getByRole("region", { name: "Comparisons" }).getByRole("row");
  await expect(rows).toHaveText([
    /^Batch norm between, compared/,
    /^Intermediate activation none: on − off3/,
    /ReLU/,
    /ELU/,
  ]);
  await expect(page.locator(".study .verdict")).toContainText(
    "pairs nothing can be called better or worse, corrected for",
  );
  await expectAccessible(page);
});

test("of two factors that are numbers, a heatmap shows every arm's mean, in light and dark", async ({ page }) => {
  await openLab(page, TINY);
  await page.goto(
    `${page.url().split("#")[0]}#/study?${TINY}&study.ready=own&study.factors=data.kappa:0,1;segments:1,6&study.seeds=1`,
  );
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page.getByText("4 of them trained.")).toBeVisible({ timeout: 90_000 });
  const heatmap = page.getByRole("region", { name: "Mean test accuracy of each arm" });
  await expect(heatmap.getByRole("columnheader")).toHaveText([/^Coupling κ . Segments$/, "1", "6"]);
  await expect(heatmap.getByRole("rowheader")).toHaveText(["0", "1"]);
  for (const cell of await heatmap.getByRole("cell").all()) await expect(cell).toHaveText(/^\d+\.\d$/);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.getByRole("radio", { name: "Loss" }).check();
  await expect(page.getByRole("region", { name: "Mean test loss of each arm" }).getByRole("cell").first()).toHaveText(
    /^\d\.\d{3}$/,
  );
});

test("a study's queue: an arm comes first or is taken out, and what is stopped goes on later", async ({ page }) => {
  await openLab(page, TINY);
  await page.goto(
    `${page.url().split("#")[0]}#/study?${TINY}&study.ready=own&study.factors=between:none,relu,elu&study.seeds=4`,
  );
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByText(/^The queue: /).click();
  const queue = page.getByRole("region", { name: "Queue" });
  const row = (arm: string) => queue.getByRole("row", { name: new RegExp(`^${arm} `) });
  await expect(queue.getByRole("row")).toHaveCount(4);
  const waitingOf = async (arm: string) => Number(await row(arm).getByRole("cell").nth(2).textContent());
  expect(await waitingOf("ELU")).toBeGreaterThan(1);
  await page.getByRole("button", { name: "Train ELU first" }).click();
  await page.getByRole("button", { name: "Take ReLU out" }).press("Enter");
  await expect(page.getByRole("button", { name: "Take ReLU out" })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Resume" }).click();
  // Nothing of ELU waits while "none" still does.
  await expect(page.getByRole("button", { name: "Take none out" })).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByRole("button", { name: "Go on" })).toBeEnabled({ timeout: 60_000 });
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("12 of them trained.")).toBeVisible({ timeout: 90_000 });
  await page.getByRole("link", { name: "Runs" }).click();
  await expect(page.getByRole("row", { name: /stopped/ })).toHaveCount(0);
});

test("the planner says how many seeds a difference needs, with the margin and the spread that a person says", async ({
  page,
}) => {
  await openLab(page);
  await goTo(page, "Studies");
  await page.getByText("How many seeds for a difference of this size?").click();
  await expect(page.getByText("30 seeds find a difference of 1 point at one place")).toBeVisible();
  const margin = page.getByRole("textbox", { name: "Margin (points)" });
  await margin.fill("2");
  await margin.press("Enter");
  await expect(page).toHaveURL(/study\.margin=2/);
  const spread = page.getByRole("textbox", { name: "Spread of the pairs (points)" });
  await spread.fill("3");
  await spread.press("Enter");
  await expect(page.getByText("34 seeds find a difference of 2 points at one place")).toBeVisible();
  await page.getByRole("button", { name: "Take 34 seeds" }).click();
  await expect(page.getByText("20 arms × 34 seeds = 680 runs")).toBeVisible();
  await expectAccessible(page);
});

test("a study of one's own is named, kept, saved as a file and opened again", async ({ page }) => {
  await openLab(page, TINY);
  await page.goto(
    `${page.url().split("#")[0]}#/study?${TINY}&study.ready=own&study.factors=between:none,relu&study.seeds=2`,
  );
  const name = page.getByRole("textbox", { name: "Name" });
  await name.fill("Does ReLU harm?");
  await name.press("Enter");
  await expect(page.getByRole("heading", { name: "Studies: Does ReLU harm?" })).toBeVisible();
  await page.getByRole("button", { name: "Keep this study here" }).click();
  await page.getByRole("button", { name: /^A study of your own Study/ }).click();
  await page.getByRole("option", { name: "Figure 10" }).click();
  await expect(page.getByRole("heading", { name: "Studies: Figure 10" })).toBeVisible();
  await page.getByRole("button", { name: /^Figure 10 Study/ }).click();
  await page.getByRole("option", { name: "Does ReLU harm?" }).click();
  await expect(page.getByText("2 arms × 2 seeds = 4 runs")).toBeVisible();

  const file = (study: object) => ({
    name: "study.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(study)),
  });
  const study = {
    study: 1,
    name: "Two kernels",
    seeds: [3, 4],
    factors: [{ setting: "kernel", values: [1, 3] }],
    base: { training: { epochs: 2 } },
  };
  const open = page.locator("input[type=file]").first();
  await open.setInputFiles(file(study));
  await expect(page.getByRole("heading", { name: "Studies: Two kernels" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "First seed" })).toHaveValue("3");
  await open.setInputFiles(file({ ...study, factors: [{ setting: "luck", values: [1] }] }));
  await expect(page.getByRole("alert")).toContainText("The study cannot be read.");
  await expect(page.getByRole("heading", { name: "Studies: Two kernels" })).toBeVisible();
  await expectAccessible(page);
});

test("a run that diverges is counted and named beside the learning curves of the others", async ({ page }) => {
  await openLab(page, TINY);
  await page.goto(
    `${page.url().split("#")[0]}#/study?${TINY}&study.ready=own&study.seeds=2&study.factors=rate:0.05,1000000`,
  );
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page.getByText("4 runs, 2 of them trained.")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^2 runs diverged \(1000000\), drawn thin as far as evaluated/)).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByRole("img", { name: /^Mean validation accuracy .* 0\.05, n = 2: / })).toBeVisible();
});

test("two tabs share one queue: what one trains, the other shows and does not train", async ({ page, context }) => {
  await openLab(page, TINY);
  const address = `${page.url().split("#")[0]}#/study?${TINY}&study.ready=own&study.factors=between:none,relu&study.seeds=6`;
  await page.goto(address);
  await page.getByRole("button", { name: "Start" }).click();
  const other = await context.newPage();
  await other.goto(address);
  await expect(other.getByRole("button", { name: /^(Training…|All trained)$/ })).toBeDisabled({ timeout: 30_000 });
  for (const tab of [page, other])
    await expect(tab.getByText("12 runs, 12 of them trained.")).toBeVisible({ timeout: 90_000 });
  await other.getByRole("link", { name: "Runs" }).click();
  await expect(other.getByText(/^12 runs/).first()).toBeVisible();
});
