// The server of the built site: its headers, what it refuses, and that an interrupted download leaves no
// file open.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { serveSite, type SiteServer } from "./server.mjs";

const LARGE_BYTES = 32 << 20; // More than the sockets' buffers hold.
const script = `console.log("${"a".repeat(2000)}")`;

let folder: string;
let site: SiteServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xception-lab-site-"));
  const dist = join(folder, "dist");
  mkdirSync(join(dist, "assets"), { recursive: true });
  const files: Readonly<Record<string, string | Uint8Array>> = {
    "index.html": "<!doctype html><title>a page</title>",
    "assets/main-0123abcd.js": script,
    "assets/main-0123abcd.js.gz": gzipSync(script),
    "assets/style.css": "a{}",
    "data.json": "{}",
    "kernels.wasm": new Uint8Array([0, 97, 115, 109]),
    "large.bin": new Uint8Array(LARGE_BYTES),
    ".hidden": "secret",
    "../outside.txt": "secret",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dist, name), content);
  site = await serveSite({ root: dist });
});

afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

/** A request whose path is sent as it is; `fetch` would normalise it first. */
function open(path: string, method = "GET", headers: Readonly<Record<string, string>> = {}): Promise<IncomingMessage> {
  const { hostname, port } = new URL(site.url);
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path, method, headers, agent: false }, resolve).once("error", reject).end();
  });
}

async function ask(...[path, method, headers]: Parameters<typeof open>) {
  const response = await open(path, method, headers);
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) };
}

test.each([
  ["/", "text/html;charset=utf-8", "no-cache"],
  ["/assets/main-0123abcd.js", "text/javascript", "public, max-age=31536000, immutable"],
  ["/assets/style.css", "text/css", "no-cache"],
  ["/data.json?version=2", "application/json", "no-cache"],
  ["/kernels.wasm", "application/wasm", "no-cache"],
])("%s has its media type, how long it may be kept, and the site's policies", async (path, type, cache) => {
  const { status, headers } = await ask(path, "HEAD");
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-type": type,
    "cache-control": cache,
    "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": expect.stringContaining("camera=()"),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
});

test("what was compressed goes compressed to whoever takes it, under a tag of its own", async () => {
  const path = "/assets/main-0123abcd.js";
  const [plain, packed] = [await ask(path), await ask(path, "GET", { "accept-encoding": "br, gzip" })];
  expect(plain.body.toString()).toBe(script);
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(packed.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
  expect(packed.headers["content-type"]).toBe("text/javascript");
  expect(packed.body.equals(gzipSync(script))).toBe(true);
  expect(packed.headers.etag).not.toBe(plain.headers.etag);
  const again = await ask(path, "GET", { "accept-encoding": "gzip", "if-none-match": packed.headers.etag ?? "" });
  expect(again.status).toBe(304);
  const refused = await ask(path, "HEAD", { "accept-encoding": "gzip;q=0, br" });
  expect(refused.headers["content-encoding"]).toBeUndefined();
});

test.each([
  "/../outside.txt",
  "/%2e%2e/outside.txt",
  "/assets/../../outside.txt",
  "/..%2foutside.txt",
  "/..%5coutside.txt",
  "/.hidden",
  "/%2ehidden",
  "/%00",
  "/%zz",
  "/nothing",
  "/assets",
])("there is nothing at %s", async (path) => {
  const { status, headers, body } = await ask(path);
  expect(status).toBe(404);
  expect(body.toString()).toBe("There is nothing at this address.\n");
  expect(headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
});

test("only asks are answered", async () => {
  expect((await ask("/", "POST")).status).toBe(405);
  expect((await ask("/", "DELETE")).headers.allow).toBe("GET, HEAD");
});

test("a site below a path is there and nowhere else", async () => {
  const below = await serveSite({ root: join(folder, "dist"), mount: "/some/path/", headers: {} });
  try {
    const found = await fetch(`${below.url}data.json`);
    expect(found.status).toBe(200);
    expect(found.headers.has("content-security-policy")).toBe(false);
    expect((await fetch(new URL("/data.json", below.url))).status).toBe(404);
  } finally {
    await below.close();
  }
});

test("a taken port is refused with Node's own error", async () => {
  const port = Number(new URL(site.url).port);
  await expect(serveSite({ root: folder, port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("a file that cannot be read breaks off its answer and nothing else", async ({ skip }) => {
  skip(process.platform !== "linux", "only Linux has a file that nobody can read, not even root");
  symlinkSync("/proc/self/mem", join(folder, "dist", "broken.bin"));
  await expect(ask("/broken.bin")).rejects.toThrow(/aborted|hang up/);
  expect((await ask("/")).status).toBe(200);
});

const openFiles = () => readdirSync("/proc/self/fd").length;

test("50 downloads broken off leave no file open", async ({ skip }) => {
  skip(process.platform !== "linux", "only Linux lists a process's open files");
  const before = openFiles();
  const downloads = await Promise.all(Array.from({ length: 50 }, () => open("/large.bin")));
  expect(openFiles()).toBeGreaterThanOrEqual(before + 50);
  for (const download of downloads) download.destroy();
  await vi.waitFor(() => expect(openFiles()).toBeLessThanOrEqual(before));
});
