// A run's progress in words, for whoever watches the terminal.
import type { RunEvent, StartedEvent } from "../run/events.ts";
import { tell } from "./print.ts";

export function report(event: RunEvent): void {
  switch (event.type) {
    case "started":
      return tell(startWords(event));
    case "preparing":
      if (event.ready === 0 || event.ready === event.total)
        tell(`preparing the GPU: ${event.ready} of ${event.total} kernels`);
      return;
    case "evaluated":
      return tell(
        `epoch ${event.epoch}, ${event.split}: accuracy ${(100 * event.accuracy).toFixed(1)} %, ` +
          `loss ${event.loss.toFixed(3)}, ${(event.elapsedMs / 1000).toFixed(1)} s`,
      );
    case "finished":
      return tell(`finished: ${Math.round(event.imagesPerSecond)} images per second`);
    case "stopped":
      return tell(`stopped after step ${event.step}`);
    case "failed":
      return tell(`failed (${event.reason}): ${event.message}`);
    case "step":
    case "checkpointed":
      return;
    default:
      return event satisfies never;
  }
}

function startWords({ engine, earlierEngines, steps, fromStep }: StartedEvent): string {
  const start = fromStep > 0 ? `, going on after step ${fromStep}` : "";
  const before = earlierEngines.at(-1);
  // The same recipe has other last bits on another engine, and its curves go other ways.
  const change = before && before.name !== engine.name ? `, until there on another engine: ${before.adapter}` : "";
  return `${engine.adapter} (${engine.reason}), ${steps} steps${start}${change}`;
}
