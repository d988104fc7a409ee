// Without a connection: once the page has been idle, everything needed to train is there; before that, the page says
// that it is offline and what to do.
import { expect, test, type Page } from "@playwright/test";
import { serveSite } from "../scripts/server.mjs";
import { expectRuns, goTo, openLab, runRows, trainButton } from "./labPage.ts";

/** Emoji-10, which needs a file, on more workers than have been started while there was a connection. */
const SMALL = "v=1&width=6&segments=3&stages=1&epochs=1&batch=512";

/** Every file that the build names has been fetched. */
async function expectFetchedAhead(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => {
        const fetched = new Set(performance.getEntriesByType("resource").map(({ name }) => name));
        const files = document.querySelector<HTMLMetaElement>("meta[name=fetched-ahead]")?.content.split(" ") ?? [];
        const wanted = files.map((file) => new URL(file, location.href).href);
        return wanted.length > 1 ? wanted.filter((file) => !fetched.has(file)) : ["no files"];
      }),
    )
    .toEqual([]);
  await page.waitForLoadState("networkidle");
}

test("a page that was idle once trains to the end without its server", async ({ page, context }) => {
  const site = await serveSite({ root: "dist" });
  await page.goto(`${site.url}#${SMALL}`);
  await expect(trainButton(page)).toBeVisible();
  await expectFetchedAhead(page);
  await context.setOffline(true);
  await site.close();
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
  await expect(page.getByRole("img", { name: /^Validation accuracy/ })).toBeVisible();
  await expect(runRows(page).first()).toContainText("SIMD WebAssembly");
});

test("a page without its data says that it is offline and what to do, and trains once there is a connection", async ({
  page,
}) => {
  await page.route("**/data/emoji-10.*", (route) => route.abort("internetdisconnected"));
  await openLab(page, SMALL);
  await expect(page.getByRole("alert")).toContainText(/^You are offline, or.*emoji-10.*connect again/);
  await trainButton(page).click();
  await expectRuns(page, "failed", 2);
  await expect(runRows(page).first()).not.toContainText("npm start");
  await page.unroute("**/data/emoji-10.*");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await goTo(page, "Data");
  await expect(page.locator(".sheet")).toBeVisible();
  await goTo(page, "Bench");
  await trainButton(page).click();
  await expectRuns(page, "finished", 2);
});

test("a page without its worker or its WebAssembly says so, and does not train slowly instead", async ({ page }) => {
  for (const files of ["**/worker-*.js", "**/kernels-*.wasm"]) {
    await page.route(files, (route) => route.abort("internetdisconnected"));
    await page.goto("about:blank");
    await page.goto(`./#${SMALL}`);
    await expect(page.getByRole("alert").first(), files).toContainText(/^You are offline, or/);
    await expect(page.getByText(/npm start|Reload the page|will be slow/)).toHaveCount(0);
    await page.unroute(files);
  }
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(page.getByRole("button", { name: /SIMD WebAssembly/ })).toBeVisible();
});

test("a page that is cut off while it starts says so", async ({ page }) => {
  for (const files of ["**/App-*.js", "**/drawPage-*.js"]) {
    await page.route(files, (route) => route.abort("internetdisconnected"));
    await page.goto("about:blank");
    await page.goto("./");
    await expect(page.getByText(/^The page could not be loaded: you are offline/), files).toBeVisible();
    await page.unroute(files);
  }
});
