import { chromium } from "@playwright/test";
import { browserArgs, findBrowser } from "./scripts/browser.mjs";
import { serveSite } from "./scripts/server.mjs";
const s = await serveSite({ root: "/tmp/lookdist" });
const b = await chromium.launch({ executablePath: findBrowser(), args: browserArgs });
const page = await b.newPage({ viewport: { width: 1366, height: 768 }, colorScheme: "dark" });
await page.goto(`${s.url}#/study`);
const [ch] = await Promise.all([
  page.waitForEvent("filechooser"),
  page.getByRole("button", { name: "Open a result…" }).click(),
]);
await ch.setFiles(process.argv[2]);
await page.getByText("Not trained in this browser").waitFor();
const [d] = await Promise.all([
  page.waitForEvent("download"),
  page.getByRole("button", { name: "Save the chart (PNG)" }).first().click(),
]);
await d.saveAs("/tmp/chart.png");
await page.screenshot({ path: "/tmp/look-l.png" });
await b.close();
process.exit();
