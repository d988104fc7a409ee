// A trace of the browser's work, with samples of the page's functions, as a file for the Performance panel of
// DevTools. Tracing slows the page down, so figures are measured without it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const CATEGORIES = [
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "disabled-by-default-v8.cpu_profiler",
  "v8",
  "blink.user_timing",
  "toplevel",
];

/** Calls `work`, and writes a trace of it to `folder/name.json`; without a folder, only calls it. */
export async function traced(page, folder, name, work) {
  if (folder === undefined) return work();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Tracing.start", { transferMode: "ReturnAsStream", traceConfig: { includedCategories: CATEGORIES } });
  try {
    return await work();
  } finally {
    const ended = new Promise((resolve) => cdp.once("Tracing.tracingComplete", resolve));
    await cdp.send("Tracing.end");
    const { stream } = await ended;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.json`), await readAll(cdp, stream));
    await cdp.detach();
  }
}

async function readAll(cdp, handle) {
  const parts = [];
  for (;;) {
    const { data, base64Encoded, eof } = await cdp.send("IO.read", { handle });
    parts.push(base64Encoded ? Buffer.from(data, "base64").toString() : data);
    if (eof) return parts.join("");
  }
}
