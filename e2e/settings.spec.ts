// All settings in one view: each explained, what differs from the defaults, and the way back for each alone.
import { expect, test, type Page } from "@playwright/test";
import { goTo, openLab, trainButton } from "./labPage.ts";

const FAR =
  "v=2&width=24&segments=3&kernel=5&order=spatial-first&norm-between=on&stages=1&residual=off&activation=elu" +
  "&activation-place=before-add&dropout=0.5&between=elu&data=coupled-10&data.kappa=1&data.images=600&epochs=3" +
  "&rate=0.3&batch=8&optimizer=adam&beta1=0.5&schedule=step&step-factor=0.5&decay=0.01&decay-depthwise=on" +
  "&views=1&arithmetic=fastest&storage=float16&seed=7";

const said = (page: Page) => page.getByText(/differs? from the defaults:|All settings have their defaults/);
const resets = (page: Page) => page.getByRole("button", { name: /^Reset / });

async function openSettings(page: Page, link: string): Promise<void> {
  await openLab(page, link);
  await goTo(page, "Settings");
  await expect(said(page)).toBeVisible();
}

test("everything that differs is said, and each is reset alone until nothing does", async ({ page }) => {
  await openSettings(page, FAR);
  await expect(said(page)).toContainText("27 settings differ from the defaults: ELU in between, ");
  await expect(said(page)).toContainText("segments 3");
  await page.getByRole("switch", { name: "Show only these" }).press("Space");
  await expect(page.getByRole("textbox", { name: "Warm-up" })).toHaveCount(0);
  // The width first: 16 segments do not divide 24 channels.
  const segments = page.getByRole("button", { name: "Reset Segments to 16" });
  await segments.press("Enter");
  await expect(page.getByRole("alert")).toContainText("24 channels cannot be cut into 16 equal segments");
  await expect(page.getByRole("group", { name: "Segments, differs from the default" })).toBeFocused();
  await page.getByRole("button", { name: "Reset Width to 48 channels" }).press("Enter");
  await segments.press("Enter");
  await expect(page.getByRole("alert")).toHaveCount(0);
  for (let left = await resets(page).count(); left > 0; left = await resets(page).count()) {
    const first = resets(page).first();
    const name = await first.getAttribute("aria-label");
    await first.press("Enter");
    await expect(page.getByRole("button", { name: name ?? "", exact: true })).toHaveCount(0);
  }
  await expect(said(page)).toHaveText("All settings have their defaults.");
  await expect(page).toHaveURL(/#\/settings$/);
  await page.keyboard.press("Control+z");
  await expect(said(page)).toContainText("differ");
});

test("all settings go to the defaults in one step, and kept arms stay", async ({ page }) => {
  await openSettings(page, `${FAR}&arm=name:mine,segments:8`);
  await page.getByRole("button", { name: "All to the defaults" }).press("Enter");
  await expect(said(page)).toHaveText("All settings have their defaults.");
  await goTo(page, "Bench");
  const arms = page.getByRole("list", { name: "Arms" }).getByRole("listitem");
  await expect(arms.locator("b")).toHaveText(["mine", "16 segments, none", "16 segments, ReLU"]);
  await page.keyboard.press("Control+z");
  await expect(arms.locator("b").nth(1)).toHaveText(/^3 segments, ELU/);
  await expect(trainButton(page)).toBeVisible();
});

test("every control says what it does, and where the paper speaks of it", async ({ page }) => {
  await openSettings(page, "optimizer=adam&schedule=step");
  const order = page.getByRole("group", { name: "Order" });
  await expect(order.getByRole("radiogroup")).toHaveAccessibleDescription(/Xception’s layer last.*Section 1\.2/);
  await expect(page.getByRole("textbox", { name: "Learning rate" })).toHaveAccessibleDescription(
    /How far a step goes.*In the paper: Section 4\.2/,
  );
  const undescribed = await page
    .locator(".setting :is(input[inputmode], button[aria-haspopup], [role=radiogroup], [role=switch])")
    .evaluateAll((controls) =>
      controls
        // The number of stages says what they are.
        .filter((control) => control.closest("[aria-label=Stages]") === null || control.role === "radiogroup")
        .filter((control) => {
          const ids = (control.getAttribute("aria-describedby") ?? "").split(" ");
          return !ids.some((id) => (document.getElementById(id)?.textContent ?? "") !== "");
        })
        .map((control) => control.outerHTML.slice(0, 120)),
    );
  expect(undescribed).toEqual([]);
  await page.getByRole("button", { name: "What is an epoch?" }).press("Enter");
  await expect(page.getByRole("dialog", { name: "Epoch" })).toContainText("One pass over all training pictures");
});
