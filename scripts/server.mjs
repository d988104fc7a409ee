// A small server of static files. `npm start` and the browser tests both use it, so that the tested
// server is the one in use. Listens on this machine only.
import { createReadStream } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { serverPolicy } from "./policy.mjs";

const mediaTypes = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
  ".bin": "application/octet-stream",
};

/** Types of files to compress; pictures and data already are. */
const compressible = new Set([".html", ".js", ".css", ".json", ".map", ".txt", ".wasm", ".svg", ".webmanifest"]);
const compress = promisify(gzip);

const defaultHeaders = {
  "Content-Security-Policy": serverPolicy,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

/** A file whose name carries a hash of its content never changes under that name. */
const isHashed = (path) => /\/assets\/[^/]+-[\w-]{8,}\.\w+$/.test(path);

/**
 * Serves the folder `root` under the path `mount`, which starts and ends with "/". Port 0 takes any free one.
 * Rejects with Node's own error when the port is taken.
 */
export async function serveSite({ root, port = 0, mount = "/", headers = defaultHeaders }) {
  const base = await realpath(root);
  const packed = new Map();
  const server = createServer((request, response) => {
    answer({ base, mount, headers, packed }, request, response).catch(() =>
      refuse(response, 500, "The server could not read this file."),
    );
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}${mount}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function answer({ base, mount, headers, packed }, request, response) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return refuse(response, 405, "Only GET and HEAD are answered here.");
  }
  const path = pathOf(request.url);
  if (path === undefined) return refuse(response, 400, "This address cannot be read.");
  if (!path.startsWith(mount)) return refuse(response, 404, "There is nothing at this address.");
  const wanted = path.slice(mount.length);
  const file = await fileAt(base, wanted === "" || wanted.endsWith("/") ? `${wanted}index.html` : wanted);
  if (!file) return refuse(response, 404, "There is nothing at this address.");
  const type = extname(file.path).toLowerCase();
  const isPacked = compressible.has(type) && takesGzip(request.headers["accept-encoding"]);
  // The compressed and the plain body are different representations to a cache.
  const tag = `"${file.size.toString(36)}-${Math.round(file.mtimeMs).toString(36)}${isPacked ? "-gzip" : ""}"`;
  if (compressible.has(type)) response.setHeader("Vary", "Accept-Encoding");
  response.setHeader("ETag", tag);
  response.setHeader("Cache-Control", isHashed(path) ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.headers["if-none-match"] === tag) return void response.writeHead(304).end();
  response.setHeader("Content-Type", mediaTypes[type] ?? "application/octet-stream");
  const body = isPacked ? await packedOf(packed, file.path, tag) : undefined;
  if (body) response.setHeader("Content-Encoding", "gzip");
  response.setHeader("Content-Length", body?.length ?? file.size);
  if (request.method === "HEAD") return void response.writeHead(200).end();
  if (body) return void response.end(body);
  createReadStream(file.path)
    .once("error", () => response.destroy())
    .pipe(response);
}

/** The compressed file, made once as long as the file is the same. */
function packedOf(packed, path, tag) {
  const known = packed.get(path);
  if (known?.tag === tag) return known.body;
  const body = readFile(path).then((content) => compress(content, { level: 9 }));
  packed.set(path, { tag, body });
  body.catch(() => packed.delete(path)); // The next request tries again.
  return body;
}

/** Whether the header accepts gzip: "gzip, br" does, "gzip;q=0" does not. */
function takesGzip(accepted = "") {
  return accepted.split(",").some((each) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(each));
}

/** The decoded path of a request, without its query; undefined where the path is malformed. */
function pathOf(url) {
  try {
    const path = decodeURIComponent((url ?? "/").split(/[?#]/, 1)[0]);
    return /\\|\0/.test(path) || path.split("/").some((part) => part === "..") ? undefined : path;
  } catch {
    return undefined;
  }
}

/** The file at `relativePath` of `base` with its size and time; none outside `base` (by a link, say), none hidden. */
async function fileAt(base, relativePath) {
  if (relativePath.split("/").some((part) => part.startsWith("."))) return undefined;
  try {
    const path = await realpath(join(base, relativePath));
    const found = await stat(path);
    return found.isFile() && path.startsWith(base + sep)
      ? { path, size: found.size, mtimeMs: found.mtimeMs }
      : undefined;
  } catch {
    return undefined;
  }
}

function refuse(response, status, why) {
  if (response.headersSent) return void response.destroy();
  response
    .writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" })
    .end(`${why}\n`);
}
