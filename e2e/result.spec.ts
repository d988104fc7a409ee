// A study's result goes to somebody else by link and by file, is seen there without training, and is checked.
import { readFile, writeFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { expectAccessible } from "./expectAccessible.ts";
import { savedAs } from "./labPage.ts";

const STUDY =
  "#/study?v=2&width=6&segments=3&stages=1&epochs=1&data=coupled-10&data.images=500" +
  "&study.ready=own&study.factors=between%3Anone%2Crelu&study.seeds=1";

async function openResult(page: Page, path: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open results…" }).click(),
  ]);
  await chooser.setFiles(path);
}

test("a result is handed on as a link and as a file, seen without training, checked bit for bit, and refused when changed", async ({
  page,
  context,
  browser,
}, testInfo) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`./${STUDY}`);
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page.getByText("2 of them trained")).toBeVisible({ timeout: 60_000 });
  const verdict = page.getByText("Verdict:").locator("..");
  const said = await verdict.textContent();
  await page.getByRole("button", { name: "Copy a link to the result" }).click();
  await expect(page.getByText(/^The link is copied/)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const results = page.getByRole("region", { name: "What the runs say" });
  const text = (await savedAs(results, "Result (JSON)")).toString();

  // The figure for a paper: it stands alone, in the colours of paper, also from a dark page.
  await page.emulateMedia({ colorScheme: "dark" });
  const [picture] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the chart (SVG)" }).click(),
  ]);
  const svg = await readFile(await picture.path(), "utf8");
  for (const words of [
    "A study of your own",
    "n\u00a0=\u00a01 runs per arm",
    "Verdict: Inconclusive.",
    "Xception Lab. Study ",
  ])
    expect(svg).toContain(words);
  expect(svg).not.toMatch(/class=|var\(--/);
  expect(svg).toMatch(/<text [^>]*fill="#5a5f69"[^>]*>none</);
  const [image] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the chart (PNG)" }).click(),
  ]);
  expect((await readFile(await image.path())).subarray(1, 4).toString()).toBe("PNG");

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link);
  const opened = other.getByRole("region", { name: /^A result from a link/ });
  await expect(opened.getByText("Only looked at, and not kept here.")).toBeVisible();
  await expect(opened.getByText("Verdict:").locator("..")).toHaveText(said ?? "");
  await expect(opened.getByText("None of its 2 runs can be compared with one of this browser yet.")).toBeVisible();
  await opened.getByRole("button", { name: "Check one run" }).click();
  await expect(opened.getByText("1 of 2 runs trained here too: it is identical, bit for bit.")).toBeVisible({
    timeout: 60_000,
  });
  const table = opened.getByRole("region", { name: "Runs that this browser has too" });
  await expect(table.getByRole("row").nth(1)).toContainText(/identical: \d+ numbers.*the same terms/);
  await expectAccessible(other);
  await opened.getByRole("button", { name: "Close this result" }).click();
  await expect(opened).toHaveCount(0);
  await expect(other).not.toHaveURL(/study\.result/);

  // From the file, and one that lies about a number.
  const file = testInfo.outputPath("result.json");
  await writeFile(file, text);
  await openResult(other, file);
  await expect(other.getByRole("region", { name: /^A result from a file/ })).toContainText("1 of 2 runs trained here");
  const changed = testInfo.outputPath("changed.json");
  await writeFile(changed, text.replace('"seed":1', '"seed":2'));
  await openResult(other, changed);
  await expect(other.getByRole("alert")).toContainText("its digest is another. Nothing was changed.");
  // What was open still is.
  await expect(other.getByRole("region", { name: /^A result from a file/ })).toContainText("1 of 2 runs trained here");
  await other.goto(`${link.slice(0, -40)}`);
  await expect(other.getByRole("alert")).toContainText("The link holds no result, or only a part of one.");
  await elsewhere.close();
});

test("the result that comes with the page is opened by one press and by its address", async ({ page }) => {
  await page.goto("./#/study");
  await page.getByRole("button", { name: "See the whole spectrum, precomputed" }).click();
  const opened = page.getByRole("region", { name: "A precomputed result: The whole spectrum" });
  await expect(opened.getByText("60 runs, 3 seeds, trained on version")).toBeVisible();
  await expect(opened.getByText("None of its 60 runs can be compared with one of this browser yet.")).toBeVisible();
  await page.reload();
  await expect(opened.getByText("All 10 comparisons are inconclusive.")).toBeVisible();

  // What it costs: by parameters the depthwise end and its neighbour are the front.
  const cost = opened.getByRole("figure").filter({ hasText: "Test accuracy against cost" });
  await expect(cost).toContainText("the front of arms that none beats in both (48, none; 24, none)");
  await cost.getByText("Seconds per run").click();
  await expect(page).toHaveURL(/study\.cost=seconds/);
  await expect(cost.getByRole("img", { name: /^Test accuracy by seconds per run\. / })).toBeVisible();

  // What cannot be saved is said, and why.
  await page.route("**/data/attribution.json", (route) => route.fulfill({ status: 404 }));
  await opened.getByRole("button", { name: "Save…" }).click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "Report (web page)" }).click();
  await expect(opened.getByText(/^It was not saved: who drew the pictures .* the server answers 404\./)).toBeVisible();
  await page.unroute("**/data/attribution.json");

  // Everything that can be saved of it, and a page of it that stands alone.
  const files = unzipSync(await savedAs(opened, "Everything (ZIP)"));
  expect(Object.keys(files).filter((name) => name.startsWith("tensorboard/"))).toHaveLength(60);
  const saved = JSON.parse(Buffer.from(files["result.json"] ?? []).toString());
  const { runs, terms } = JSON.parse(await readFile("public/examples/whole-spectrum.json", "utf8"));
  expect({ runs: saved.runs, terms: saved.terms }).toEqual({ runs, terms });
  await page.setContent(Buffer.from(files["report.html"] ?? []).toString());
  await expect(page.getByRole("heading", { name: "The whole spectrum" })).toBeVisible();
  await expect(page.getByRole("img", { name: "The whole spectrum" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Noto Emoji", exact: true })).toHaveAttribute("href", /^https:/);
  await expectAccessible(page);
});
