// With a software GPU and the override, a tiny run trains on WebGPU and agrees with
// WebAssembly.
import { expect, test } from "@playwright/test";
import { chooseEngine, expectRuns, lossesByRun, openLab, runRows, trainButton } from "./labPage.ts";

test("a tiny run trains on WebGPU, and its first losses agree with WebAssembly's @webgpu", async ({ page }) => {
  test.setTimeout(400_000);
  await openLab(page, "v=1&width=6&segments=3&stages=1&epochs=1&batch=16&data=coupled-10&data.images=500&between=relu");
  // A software GPU is never chosen by itself.
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
  for (let step = 0; step < 5; step++) expect(Math.abs(Number(wasm[step]) - Number(webgpu[step])), `loss of step ${step + 1}`).toBeLessThan(1e-3);
});
