// A server of static files, for this machine only. `npm start` and the browser tests both use it, so that
// the tested server is the one in use. sirv finds and sends the files; the headers are ours.
import { createServer } from "node:http";
import sirv from "sirv";
import { serverPolicy } from "./policy.mjs";

const defaultHeaders = {
  "Content-Security-Policy": serverPolicy,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  // Browser features that the lab does not use.
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** A file whose name carries a hash of its content never changes under that name. */
const isHashed = (path) => /\/assets\/[^/]+-[\w-]{8,}\.\w+$/.test(path);

/**
 * Serves the folder `root` under the path `mount`, which starts and ends with "/". Port 0 takes any free one.
 * Rejects with Node's own error when the port is taken.
 */
export async function serveSite({ root, port = 0, mount = "/", headers = defaultHeaders }) {
  const files = sirv(root, {
    dev: true, // Reads the folder each time, because a site may be rebuilt while it is served.
    etag: true,
    gzip: true,
    extensions: ["html"],
    setHeaders: (response, path) => {
      response.setHeader("Cache-Control", isHashed(path) ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const path = request.url.split(/[?#]/, 1)[0];
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      return refuse(response, 405, "Only GET and HEAD are answered here.");
    }
    if (!path.startsWith(mount) || isUnclean(path)) return refuse(response, 404, "There is nothing at this address.");
    request.url = request.url.slice(mount.length - 1);
    if (refusesGzip(request.headers["accept-encoding"])) delete request.headers["accept-encoding"];
    // sirv leaves the file open when a download is interrupted, and a file that cannot be read ends the process.
    response.once("pipe", (file) => {
      file.once("error", () => response.destroy());
      response.once("close", () => file.destroy());
    });
    files(request, response, () => refuse(response, 404, "There is nothing at this address."));
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

/** Whether a path is hidden, leads out of the folder, or is malformed. */
function isUnclean(path) {
  try {
    return /\/\.|\\|\0/.test(decodeURIComponent(path));
  } catch {
    return true;
  }
}

/** Whether gzip is refused: "gzip;q=0", which sirv would take for accepted. */
const refusesGzip = (accepted = "") => /\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)/i.test(accepted);

function refuse(response, status, why) {
  response
    .writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" })
    .end(`${why}\n`);
}
