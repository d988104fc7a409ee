// Links that earlier versions of the page have made, as they stand in lessons and letters: each opens what it opened then.
import { expect, test } from "@playwright/test";
import { openLab } from "./labPage.ts";

for (const { what, hash, arms, says } of [
  {
    what: "a point alone",
    hash: "segments=4",
    arms: ["4 segments, none", "4 segments, ReLU"],
    says: /4 segments of 12/,
  },
  {
    what: "the first version, with arms that are compared",
    hash: "v=1&width=6&segments=3&stages=1&epochs=2&data=coupled-10&data.images=500&between=none,elu,relu",
    arms: ["3 segments, none", "3 segments, ReLU", "3 segments, ELU"],
    says: /3 segments of 2/,
  },
  {
    what: "the first version, with settings of training",
    hash: "v=1&width=12&stages=1&segments=4&between=elu&dropout=0.25&epochs=1&batch=64&seed=3",
    arms: ["4 segments, ELU"],
    says: /4 segments of 3/,
  },
  {
    what: "the second version, with an arm that is kept",
    hash: "v=2&width=24&segments=3&between=elu&arm=name:mine,segments:8",
    arms: ["mine", "3 segments, ELU, width 24"],
    says: /3 segments of 8/,
  },
  {
    what: "another family",
    hash: "v=2&family=miniXception&epochs=1&data=coupled-10",
    arms: ["mini-Xception, none", "mini-Xception, ReLU"],
    says: /Module 4, 128 channels/,
  },
])
  test(`an old link opens: ${what}`, async ({ page }) => {
    await openLab(page, hash);
    await expect(page.getByRole("main", { name: "Bench" })).toBeVisible();
    await expect(page.getByRole("list", { name: "Arms" }).getByRole("listitem").locator("b")).toHaveText(arms);
    await expect(page.locator(".bench-network")).toContainText(says);
    await expect(page.getByText(/link cannot be read/i)).toHaveCount(0);
  });
