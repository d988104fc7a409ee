// With a software GPU and the override, a tiny run trains on WebGPU and agrees with
// WebAssembly.
import { expect, test } from "@playwright/test";
import { chooseEngine, expectRuns, lossesByRun, openLab, runRows, trainButton } from "./labPage.ts";

test("a tiny run trains on WebGPU, and its first losses agree with WebAssembly's @webgpu", async ({ page }) => {
  test.setTimeout(400_000);
  await openLab(page, "v=1&width=6&segments=3&stages=1&epochs=1&batch=16&data=coupled-10&data.images=500&between=relu");
  // A software GPU is never chosen automatically.
  await expect(page.getByRole("button", { name: /SIMD WebAssembly/ })).toBeVisible();
  await trainButton(page).click();
  await expectRuns(page, "finished", 1);
  await chooseEngine(page, /^WebGPU/);
  await expect(page.getByRole("button", { name: /WebGPU · .*swiftshader/i })).toBeVisible();
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
  await expect(runRows(page).filter({ hasText: "WebGPU" })).toHaveCount(1);
  const [wasm = [], webgpu = []] = await lossesByRun(page);
  expect(wasm).toHaveLength(21);
  for (let step = 0; step < 5; step++)
    expect(Math.abs(Number(wasm[step]) - Number(webgpu[step])), `loss of step ${step + 1}`).toBeLessThan(1e-3);
});

test("a run whose graphics device is lost says so, and goes on from its checkpoint on WebAssembly @webgpu", async ({
  page,
}) => {
  test.setTimeout(400_000);
  // Long enough to be still training when the device is lost.
  await openLab(
    page,
    "v=1&width=6&segments=3&stages=1&epochs=80&batch=16&data=coupled-10&data.images=500&between=relu",
  );
  await chooseEngine(page, /^WebGPU/);
  await expect(page.getByRole("button", { name: /WebGPU · .*swiftshader/i })).toBeVisible();
  // Keeps the device that the worker opens.
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      const open = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = async function (descriptor) {
        const device = await open.call(this, descriptor);
        Object.assign(self, { loseDevice: () => device.destroy() });
        return device;
      };
    });
  }
  await trainButton(page).click();
  await expect(page.getByText(/preparing the GPU, \d+ of \d+ kernels/).first()).toBeVisible({ timeout: 60_000 });
  await expect(runRows(page)).toContainText(/training, epoch [1-9]/, { timeout: 120_000 });
  await page.getByRole("button", { name: /^Details of/ }).click();
  await expect(page.getByText(/swiftshader.*work cut for \d+ threads/)).toBeVisible();
  for (const worker of page.workers())
    await worker.evaluate(() => (self as { loseDevice?: () => void }).loseDevice?.());
  await expectRuns(page, "failed", 1);
  await expect(page.getByText(/graphics device was lost.*Continue from the last checkpoint/).first()).toBeVisible();
  await chooseEngine(page, /^WebAssembly/);
  await page.getByRole("button", { name: /^Continue/ }).click();
  await expectRuns(page, "finished", 1);
  await expect(runRows(page).first()).toContainText("finished · WebGPU, then SIMD WebAssembly");
  expect((await lossesByRun(page))[0]).toHaveLength(80 * 21);
});
