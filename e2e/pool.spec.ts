// A class's results are opened together: pooled, told of file by file, chosen among engines, saved, and opened again.
import { writeFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { writeResult, type StudyResult } from "../src/study/result.ts";
import { gpu, resultOf, studyOf } from "../src/study/testResults.ts";
import { expectAccessible } from "./expectAccessible.ts";
import { savedAs } from "./labPage.ts";

const otherStudy: StudyResult = { ...resultOf([5]), study: { ...studyOf([5]), name: "Another study", margin: 2 } };
const FILES: Readonly<Record<string, string>> = {
  "anna.json": writeResult(resultOf([1, 2])),
  "ben.json": writeResult(resultOf([2])),
  "cut.json": writeResult(resultOf([3])).slice(0, -50),
  "gpu.json": writeResult(resultOf([4], gpu)),
  "other.json": writeResult(otherStudy),
};

async function openFiles(page: Page, paths: readonly string[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open results…" }).click(),
  ]);
  expect(chooser.isMultiple()).toBe(true);
  await chooser.setFiles([...paths]);
}

test("results of a class become one, and what becomes of each file is said", async ({ page }, testInfo) => {
  const paths = await Promise.all(
    Object.entries(FILES).map(async ([name, text]) => {
      const path = testInfo.outputPath(name);
      await writeFile(path, text);
      return path;
    }),
  );
  await page.goto("./#/study");
  await openFiles(page, paths);
  const pooled = page.getByRole("region", { name: "A pooled result: A study" });
  await expect(pooled.getByText("4 runs, 2 seeds, trained on version 0.3.0, WebAssembly")).toBeVisible();
  await expect(pooled.getByRole("region", { name: "Files of this result" }).getByRole("row")).toHaveText([
    /^File/,
    /^anna\.json41 to 20\.3\.0WebAssemblypooled$/,
    /^ben\.json220\.3\.0WebAssemblyduplicate of anna\.json$/,
    /^cut\.json0–––refused: The result cannot be read: it is no JSON, or only a part of it\.$/,
    /^gpu\.json240\.3\.0a GPUleft out: another engine$/,
    /^other\.json250\.3\.0WebAssemblyrefused: a result of another study, “Another study”$/,
  ]);
  const remarks = pooled.getByRole("list", { name: "What is left out" });
  await expect(remarks).toContainText("Left out: 2 runs on version 0.3.0, a GPU, which is another engine.");
  await expect(remarks).toContainText("each sets a “First seed” of their own");
  await expectAccessible(page);

  await pooled.getByText("Mix engines").click();
  await expect(pooled.getByText(/^Mixed: the verdict is over runs of 2 engines/)).toBeVisible();
  await expect(pooled.getByText("6 runs, 3 seeds")).toBeVisible();
  await pooled.getByText("Mix engines").click();
  await pooled.getByRole("button", { name: /^4 runs on version/ }).click();
  await page.getByRole("option", { name: /^2 runs on version 0\.3\.0, a GPU/ }).click();
  await expect(pooled.getByText("2 runs, one seed, trained on version 0.3.0, a GPU")).toBeVisible();
  await pooled.getByRole("button", { name: /^2 runs on version/ }).click();
  await page.getByRole("option", { name: /^4 runs/ }).click();

  const text = await savedAs(pooled, "Result (JSON)");
  const saved = testInfo.outputPath("pooled.json");
  await writeFile(saved, text);
  await openFiles(page, [saved]);
  const opened = page.getByRole("region", { name: "A result from a file: A study" });
  await expect(opened.getByText("None of its 4 runs can be compared with one of this browser yet.")).toBeVisible();
});

test("a mixed pool that was saved is called one when it is opened again", async ({ page }, testInfo) => {
  const mixed = { ...resultOf([1, 4]), runs: [...resultOf([1]).runs, ...resultOf([4], gpu).runs] };
  const saved = testInfo.outputPath("mixed.json");
  await writeFile(saved, writeResult(mixed));
  await page.goto("./#/study");
  await openFiles(page, [saved]);
  const opened = page.getByRole("region", { name: "A result from a file: A study" });
  await expect(opened.getByText(/^Mixed: the verdict is over runs of 2 engines \(WebAssembly; a GPU\)/)).toBeVisible();
});

test("results that are dropped on the view are opened", async ({ page }) => {
  await page.goto("./#/study");
  await expect(page.getByRole("button", { name: "Open results…" })).toBeVisible();
  const dragged = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const [name, text] of Object.entries(files)) transfer.items.add(new File([text], name));
    return transfer;
  }, FILES);
  const target = page.getByRole("heading", { name: /^Studies: / });
  await target.dispatchEvent("dragover", { dataTransfer: dragged });
  await expect(page.getByText("Drop results here")).toBeVisible();
  await target.dispatchEvent("drop", { dataTransfer: dragged });
  await expect(page.getByText("Drop results here")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "A pooled result: A study" })).toBeVisible();
});

test("each of a class trains other seeds, from a first one that the address keeps", async ({ page }) => {
  await page.goto("./#/study?study.ready=figure10&study.seeds=2");
  const first = page.getByRole("textbox", { name: "First seed" });
  await first.fill("11");
  await first.press("Enter");
  await expect(page).toHaveURL(/study\.first=11/);
  await page.reload();
  await expect(first).toHaveValue("11");
});
