// What makes a picture of the page the same on all machines and days: one font, no motion, one time, one disk.
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const FONT = createRequire(import.meta.url).resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2");

const LOOKS = `
  @font-face {
    font-family: "Fixed";
    font-weight: 100 900;
    src: url("./fixed.woff2");
  }
  :root { --font: "Fixed", sans-serif; }
`;

/** Call before the page is opened. */
export async function fixLooks(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.clock.setFixedTime(new Date(2026, 10, 26, 17, 5));
  await page.route("**/fixed.woff2", (route) => route.fulfill({ path: FONT, contentType: "font/woff2" }));
  await page.addInitScript(() => {
    navigator.storage.estimate = () => Promise.resolve({ usage: 12e6, quota: 2e9 });
  });
  // Not an element: the page's policy allows no style of that kind.
  await page.addInitScript((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    addEventListener("DOMContentLoaded", () => document.adoptedStyleSheets.push(sheet));
  }, LOOKS);
}

/** Until the font is there, in all weights that the page has. */
export async function fontLoaded(page: Page): Promise<void> {
  const found = await page.evaluate(async () => {
    const faces = await Promise.all([400, 500, 600, 700].map((weight) => document.fonts.load(`${weight} 16px Fixed`)));
    return faces.every((face) => face.length === 1);
  });
  if (!found) throw new Error("The pictures' font was not loaded.");
}
