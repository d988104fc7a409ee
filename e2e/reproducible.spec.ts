// The same recipe gives the same numbers, bit for bit: twice in the page, and on the
// command line.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { expectRuns, lossesByRun, openLab, trainButton } from "./labPage.ts";

const recipe = {
  network: { width: 12, stages: [1], module: { segments: 4, intermediateActivation: "elu" }, dropout: 0.25 },
  dataset: { id: "emoji-10" },
  training: { epochs: 1, batchSize: 64 },
  seed: 3,
};

async function trainedInNode(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "xception-lab-"));
  try {
    const file = join(folder, "recipe.json");
    await writeFile(file, JSON.stringify(recipe));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "src/cli/main.ts", "--recipe", file],
      { maxBuffer: 2 ** 26 },
    );
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string; loss: number });
    return events.filter(({ type }) => type === "step").map(({ loss }) => String(loss));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("the same recipe gives the same losses twice in the page, and on the command line", async ({ page }) => {
  await openLab(page, "v=1&width=12&stages=1&segments=4&between=elu&dropout=0.25&epochs=1&batch=64&seed=3");
  await trainButton(page).click();
  await expectRuns(page, "finished", 1);
  await trainButton(page).click();
  await page.getByRole("button", { name: "Train the same again" }).click();
  await expectRuns(page, "finished", 2);
  const [first = [], second = []] = await lossesByRun(page);
  expect(first).toHaveLength(52);
  expect(second).toEqual(first);
  expect(await trainedInNode()).toEqual(first);
});
