// The bench's coordinator in a page: every contender is a worker. Whoever opened the page calls
// `runBench` and reads the progress it prints.
import { bench, type Findings } from "../bench.ts";
import type { Settings } from "../settings.ts";
import type { Answer } from "../contender.ts";
import { correspondence, type Handle } from "../handle.ts";

declare global {
  interface Window {
    runBench?: (settings: Settings, limits: Readonly<Record<string, string>>) => Promise<Findings>;
    benchSay?: (line: string) => Promise<void>;
  }
}

window.runBench = (settings, limits) =>
  bench(
    (name) => startWorker(name, limits),
    settings,
    (line) => {
      void window.benchSay?.(line);
    },
  );

async function startWorker(name: string, limits: Readonly<Record<string, string>>): Promise<Handle> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const letters = correspondence((envelope) => worker.postMessage(envelope));
  worker.addEventListener("message", (event: MessageEvent<Answer>) => letters.answered(event.data));
  worker.addEventListener("error", (event) =>
    letters.fail(new Error(`${name}: ${event.message || "its worker did not start"}`)),
  );
  try {
    const about = (await letters.ask({
      ask: "open",
      options: { name, limits, data: new URL("data/", document.baseURI).href },
    })) as Readonly<Record<string, string>>;
    return { name, about, ask: letters.ask, close: () => worker.terminate() };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}
