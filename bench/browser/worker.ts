// A contender in a worker of the bench's page.
import { browserAssets } from "../../src/device/browserAssets.ts";
import { answering, type Answer, type Envelope } from "../contender.ts";
import { openContender } from "../openContender.ts";
import type { OpenOptions } from "../surroundings.ts";

const answer = answering((options) =>
  openContender(options as unknown as OpenOptions, {
    assets: browserAssets,
    async fetchData(name) {
      const response = await fetch(new URL(name, options["data"] as string));
      if (!response.ok) throw new Error(`${name} was not served (${response.status}).`);
      return response.arrayBuffer();
    },
    async prepareGpu() {
      if (!(await navigator.gpu?.requestAdapter())) throw new Error("this browser offers no graphics adapter");
    },
  }),
);

let last: Promise<unknown> = Promise.resolve();
self.addEventListener("message", (event: MessageEvent<Envelope>) => {
  const { id, ...question } = event.data;
  last = last.then(async () => {
    try {
      self.postMessage({ id, value: (await answer(question)) ?? null } satisfies Answer);
    } catch (error) {
      self.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies Answer);
    }
  });
});
