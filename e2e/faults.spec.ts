// Every fault is reported with what, why and what to do; what was trained stays; the page never goes
// blank.
import { expect, test } from "@playwright/test";
import { expectRuns, openLab, runRows, TINY, trainButton } from "./labPage.ts";

test("a broken link is named, and the default experiment is shown", async ({ page }) => {
  await openLab(page, "v=1&segments=5");
  await expect(page.getByRole("alert")).toContainText(/48 channels cannot be cut into 5 equal segments/);
  await expect(page.getByRole("slider", { name: "Segments" })).toHaveAttribute("aria-valuetext", /16 segments/);
  for (const broken of [
    "v=9&segments=3",
    "v=1&epochs=many",
    "v=1&%%%",
    "nonsense",
    "v=1&rate=1e99",
    "v=1&data=mnist",
  ]) {
    await page.goto("about:blank");
    await openLab(page, broken);
    await expect(page.getByRole("alert"), broken).toContainText(/link cannot be read/i);
    await expect(trainButton(page)).toBeEnabled();
  }
});

test("a recipe too large for WebAssembly is refused with the estimate; one that takes long is asked about", async ({
  page,
}) => {
  await openLab(page, "v=1&width=256&stages=8-8-8-8&kernel=7&batch=512");
  await trainButton(page).click();
  await expect(page.getByRole("alert")).toContainText(
    /takes about 4\.3 GiB to .* GiB of memory and \d+ s a step here.*cannot be trained.*Choose a batch of at most 471/,
  );
  await expect(runRows(page)).toHaveCount(0);
  await page.goto("./#v=1&width=128&segments=1&stages=8-8-8-8&kernel=7&batch=128&between=none");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await trainButton(page).click();
  await expect(page.getByText(/61 s a step here\. That is long for a step/)).toBeVisible();
  await expect(runRows(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Train all the same" }).click();
  await expect(runRows(page)).toHaveCount(1);
});

test("a diverging run is shown as such, with what to do, and nothing trained before is lost", async ({ page }) => {
  await openLab(page, `${TINY}&between=none`);
  await trainButton(page).click();
  await expectRuns(page, "finished", 1);
  await page.goto(`./#${TINY}&between=none&rate=1000000&schedule=constant`);
  await expect(page.getByText(/rate 1000000/)).toBeVisible();
  await trainButton(page).click();
  await expectRuns(page, "diverged", 1);
  await expect(page.getByText(/Try a smaller learning rate/).first()).toBeVisible();
  await expectRuns(page, "finished", 1);
});

test("a worker that dies is replaced: its run goes on from its checkpoint, and a second death ends it with a reason", async ({
  page,
}) => {
  await openLab(page, "v=1&width=6&segments=3&stages=1&epochs=1000&data=coupled-10&data.images=500&between=none");
  await trainButton(page).click();
  await expect(runRows(page)).toContainText(/training, epoch [1-9]/, { timeout: 60_000 });
  const kill = async () => {
    for (const worker of page.workers())
      await worker
        .evaluate(
          () =>
            void setTimeout(() => {
              throw new Error("planted death");
            }),
        )
        .catch(() => {});
  };
  await kill();
  await expect(page.getByText(/goes on from the last checkpoint/)).toBeVisible();
  await expect(runRows(page)).toContainText("training");
  const epochs = async () => Number(/epoch (\d+) of/.exec(await runRows(page).innerText())?.[1] ?? 0);
  const before = await epochs();
  await expect.poll(epochs, { timeout: 60_000 }).toBeGreaterThan(before + 1);
  await kill();
  await expectRuns(page, "failed", 1);
  await expect(page.getByText(/planted death/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Continue/ })).toBeVisible();
});

test("a worker that closes itself without an error is missed within 5 s, in mid-run and idle, and replaced", async ({
  page,
}) => {
  await openLab(page, "v=1&width=6&segments=3&stages=1&epochs=1000&data=coupled-10&data.images=500&between=none");
  await trainButton(page).click();
  await expect(runRows(page)).toContainText(/training, epoch [1-9]/, { timeout: 60_000 });
  const close = async () => {
    for (const worker of page.workers()) await worker.evaluate(() => self.close()).catch(() => {});
  };
  await close();
  await expect(page.getByText(/goes on from the last checkpoint/)).toBeVisible({ timeout: 5000 });
  const epochs = async () => Number(/epoch (\d+) of/.exec(await runRows(page).innerText())?.[1] ?? 0);
  const before = await epochs();
  await expect.poll(epochs, { timeout: 60_000 }).toBeGreaterThan(before + 1);
  await page.getByRole("button", { name: "Stop", exact: true }).first().click();
  await expectRuns(page, "stopped", 1);
  await close();
  await expect.poll(() => page.workers().length, { timeout: 5000 }).toBe(0);
  await page.getByRole("button", { name: /^Continue/ }).click();
  await expect(runRows(page)).toContainText("training");
  await expect.poll(epochs, { timeout: 60_000 }).toBeGreaterThan(before + 2);
});

test("a data file that is missing or damaged is named, with what to do", async ({ page }) => {
  await page.route("**/data/emoji-10.bin*", (route) => route.fulfill({ status: 404, body: "" }));
  await openLab(page);
  await trainButton(page).click();
  await expectRuns(page, "failed", 2);
  await expect(page.getByText(/emoji-10\.bin.*404/i).first()).toBeVisible();
  await page.unroute("**/data/emoji-10.bin*");
  await page.route("**/data/emoji-10.bin*", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[1000] = (body[1000] ?? 0) ^ 255;
    await route.fulfill({ response, body });
  });
  await page.goto("about:blank");
  await openLab(page);
  await trainButton(page).click();
  await expectRuns(page, "failed", 4);
  await expect(page.getByText(/damaged|checksum|corrupt/i).first()).toBeVisible();
});

test("without WebAssembly SIMD the lab says so and trains on the plain processor", async ({ page }) => {
  await page.route("**/kernels-*.wasm", (route) =>
    route.fulfill({ body: "no module", contentType: "application/wasm" }),
  );
  await openLab(page);
  await expect(page.getByRole("button", { name: /plain JavaScript/ })).toBeVisible();
  await page.getByRole("button", { name: /plain JavaScript/ }).click();
  await expect(page.getByRole("dialog")).toContainText(/no WebAssembly SIMD/);
});

test("without WebGPU, asking for it says so and what to do", async ({ page }) => {
  await openLab(page);
  await page.getByRole("button", { name: /SIMD WebAssembly/ }).click();
  await page.getByRole("radio", { name: /WebGPU/ }).check({ force: true });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alert")).toHaveText(
    /^WebGPU is not available here: this browser offers no graphics adapter\. Choose another engine\./,
  );
});
