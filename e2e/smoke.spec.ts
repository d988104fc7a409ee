// The built site as any visitor gets it: it opens, keeps its own security policy, asks no other host
// for anything, works below any path, and its server serves nothing but the site.
import { request as httpRequest } from "node:http";
import { expect, test, type Page } from "@playwright/test";
import { serveSite } from "../scripts/server.mjs";

/** What goes wrong on a page from now on: errors, policy violations, requests to other hosts or for missing files. */
async function troublesOf(page: Page, origin: string): Promise<string[]> {
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin)
      troubles.push(`foreign request: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  await page.exposeFunction("noteBreach", (breach: string) => {
    troubles.push(`policy: ${breach}`);
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      Reflect.get(window, "noteBreach")(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return troubles;
}

async function openAndSettle(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.locator("#root")).not.toBeEmpty();
  await page.waitForLoadState("networkidle");
}

test("the page opens without an error, a breach of its policy or a request to anyone else", async ({
  page,
  baseURL,
}) => {
  const troubles = await troublesOf(page, new URL(baseURL ?? "").origin);
  await openAndSettle(page, "./");
  await expect(page).toHaveTitle(/Xception Lab/);
  expect(troubles).toEqual([]);
});

test("the foot of the page leads to the licence texts of all that it is made of", async ({ page }) => {
  await openAndSettle(page, "./");
  await page.getByRole("contentinfo").getByRole("link", { name: "Licences" }).click();
  const text = page.locator("body");
  await expect(text).toContainText("Xception Lab");
  await expect(text).toContainText(/─{80}\s+react \d[\s\S]+Permission is hereby granted/);
});

test("the same site works below any path of a host that sends no headers of its own", async ({ page }) => {
  const site = await serveSite({ root: "dist", mount: "/some/deep/path/", headers: {} });
  try {
    const troubles = await troublesOf(page, new URL(site.url).origin);
    await openAndSettle(page, site.url);
    expect(troubles).toEqual([]);
  } finally {
    await site.close();
  }
});

test("the page's own policy holds without a header: an inline script does not run", async ({ page }) => {
  const site = await serveSite({ root: "dist", headers: {} });
  try {
    await openAndSettle(page, site.url);
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.documentElement.dataset.inlineRan = 'yes'";
      document.head.append(script);
      return document.documentElement.dataset.inlineRan ?? "no";
    });
    expect(ran).toBe("no");
  } finally {
    await site.close();
  }
});

test("the server answers with the policy, right media types and caching, and nothing outside the site", async ({
  baseURL,
}) => {
  const origin = new URL(baseURL ?? "");
  const page = await ask(origin, "/");
  expect(page.status).toBe(200);
  expect(page.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(page.headers["cache-control"]).toBe("no-cache");
  expect((await ask(origin, "/", "GET", { "if-none-match": page.headers.etag ?? "" })).status).toBe(304);
  const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(page.body)?.[1] ?? "";
  const scriptAnswer = await ask(origin, script);
  expect(scriptAnswer.headers["content-type"]).toContain("text/javascript");
  expect(scriptAnswer.headers["cache-control"]).toContain("immutable");
  expect(scriptAnswer.headers["content-encoding"]).toBeUndefined();
  const packed = await ask(origin, script, "HEAD", { "accept-encoding": "gzip, br" });
  expect(packed.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
  expect(Number(packed.headers["content-length"])).toBeLessThan(Number(scriptAnswer.headers["content-length"]) / 2);
  expect(packed.headers.etag).not.toBe(scriptAnswer.headers.etag);
  expect(
    (await ask(origin, script, "GET", { "accept-encoding": "gzip", "if-none-match": packed.headers.etag ?? "" }))
      .status,
  ).toBe(304);
  expect(
    (await ask(origin, script, "HEAD", { "accept-encoding": "gzip;q=0" })).headers["content-encoding"],
  ).toBeUndefined();
  expect(
    (await ask(origin, "/data/emoji-10.bin", "HEAD", { "accept-encoding": "gzip" })).headers["content-encoding"],
  ).toBeUndefined();
  for (const path of [
    "/../package.json",
    "/%2e%2e/package.json",
    "/..%5cpackage.json",
    "/%00",
    "/%zz",
    "/assets/../../package.json",
    "/.cache",
    "/nothing",
  ]) {
    const answer = await ask(origin, path);
    expect([400, 404], `status for ${path}`).toContain(answer.status);
    expect(answer.body).not.toContain("xception-lab");
  }
  expect((await ask(origin, "/", "POST")).status).toBe(405);
});

/** A request whose path is sent as it is; browsers and `fetch` would normalise it first. */
function ask(origin: URL, path: string, method = "GET", headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, string | undefined>; body: string }>(
    (resolve, reject) => {
      const request = httpRequest({ host: origin.hostname, port: origin.port, path, method, headers }, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          body += text;
        });
        const headers = Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [name, value?.toString()]),
        );
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers, body }));
      });
      request.once("error", reject).end();
    },
  );
}
