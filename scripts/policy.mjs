// The site's content security policy: only the site's own files, no inline script, no request to
// other hosts. Both server and build read it from here.
import { createHash } from "node:crypto";

// React Aria inserts these two style sheets into the page itself. The policy allows exactly these
// texts, by their hash, and no other inline style.
const libraryStyles = [
  "@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}",
  "@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}",
];

const styleHashes = libraryStyles.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);

/** The policy as the page itself carries it, so that it holds on any host. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  `style-src 'self' ${styleHashes.join(" ")}`,
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The policy as our server sends it; only a header, not the page, can forbid framing. */
export const serverPolicy = `${pagePolicy}; frame-ancestors 'none'`;
