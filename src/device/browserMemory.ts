// Remembers small measured values in the browser's own cache storage, which workers can reach too.
import type { Memory } from "./assets.ts";

const CACHE = "xception-lab-findings";

/** Values are stored in the cache as responses of this site, under addresses that are never requested. */
const addressOf = (name: string) => new URL(`./findings/${encodeURIComponent(name)}`, self.location.origin).href;

export const browserMemory: Memory = {
  async recall(name) {
    const found = await (await caches.open(CACHE)).match(addressOf(name));
    return found?.text();
  },
  async keep(name, finding) {
    await (await caches.open(CACHE)).put(addressOf(name), new Response(finding));
  },
};
