// What is observed in the page while it works: long tasks, first paints of its parts, memory.
import { parts } from "./pageParts.mjs";

/** A click that waits longer than this is noticed. */
export const LONG_TASK_MS = 100;

/** Runs in the page before its own code. Times are in ms since the navigation began. */
export function installProbes({ train, rowHeader }) {
  const seen = { tasks: [], trainMs: null, rowsMs: null, interactions: {}, shifts: [] };
  window.seen = seen;
  // The browser reports tasks of 50 ms and more.
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ startMs: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });
  // From a press or a click to the next paint, in steps of 8 ms; what takes less than 16 ms is not reported.
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId > 0)
        seen.interactions[interactionId] = Math.max(seen.interactions[interactionId] ?? 0, duration);
  }).observe({ type: "event", durationThreshold: 16 });
  new PerformanceObserver((list) => {
    for (const { startTime, value, hadRecentInput } of list.getEntries())
      if (!hadRecentInput) seen.shifts.push({ atMs: startTime, value });
  }).observe({ type: "layout-shift", buffered: true });
  /** Resolves once the current document has been painted. */
  window.painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });
  const note = (key) => void window.painted().then((ms) => (seen[key] = ms));
  const wanted = new Map([
    ["trainMs", () => document.querySelector(train)?.matches(":enabled")],
    ["rowsMs", () => document.querySelector(rowHeader) !== null],
  ]);
  const observer = new MutationObserver(() => {
    for (const [key, isThere] of wanted) {
      if (!isThere()) continue;
      wanted.delete(key);
      note(key);
    }
    if (wanted.size === 0) observer.disconnect();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["disabled"] });
}

export const addProbes = (page) => page.addInitScript(installProbes, parts);

/** Waits until the page has had no task of 50 ms and more for `quietMs`. */
export async function settle(page, { quietMs = 2000, limitMs = 240_000 } = {}) {
  const untilMs = Date.now() + limitMs;
  while (Date.now() < untilMs) {
    await page.waitForTimeout(500);
    const restMs = await page.evaluate(() => {
      const last = window.seen.tasks.at(-1);
      return performance.now() - (last ? last.startMs + last.ms : 0);
    });
    if (restMs >= quietMs) return;
  }
  throw new Error(`The page did not come to rest within ${limitMs / 1000} s.`);
}

export const nowMs = (page) => page.evaluate(() => performance.now());

/** The longest task since `sinceMs`; 0 where none took 50 ms. */
export const longestTaskMs = (page, sinceMs = 0) =>
  page.evaluate((since) => {
    const ends = window.seen.tasks.filter(({ startMs, ms }) => startMs + ms > since);
    return Math.max(0, ...ends.map(({ ms }) => ms));
  }, sinceMs);

/** The least time within which `share` of all `count` interactions were answered; 16 where the browser reported none. */
export const answeredWithinMs = (page, count, share) =>
  page.evaluate(
    ([all, part]) => {
      const reported = Object.values(window.seen.interactions);
      const times = [...reported, ...Array(Math.max(0, all - reported.length)).fill(16)].sort((a, b) => a - b);
      return times[Math.ceil(part * times.length) - 1];
    },
    [count, share],
  );

/** The sum of what moved by itself from `sinceMs` on, as the browser scores it (CLS). */
export const shiftsSince = (page, sinceMs) =>
  page.evaluate((since) => {
    const later = window.seen.shifts.filter(({ atMs }) => atMs > since);
    return later.reduce((sum, { value }) => sum + value, 0);
  }, sinceMs);

/** What the page holds after a collection: MB of JavaScript objects, MB of typed arrays' buffers, DOM nodes. */
export async function memoryOf(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  for (let time = 0; time < 3; time++) {
    await cdp.send("HeapProfiler.collectGarbage");
    await page.waitForTimeout(200);
  }
  const { metrics } = await cdp.send("Performance.getMetrics");
  const { backingStorageSize = 0 } = await cdp.send("Runtime.getHeapUsage");
  await cdp.detach();
  const metric = (wanted) => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
  return { heapMb: metric("JSHeapUsedSize") / 1e6, buffersMb: backingStorageSize / 1e6, nodes: metric("Nodes") };
}
