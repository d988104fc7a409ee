// A forecast in sentences, for page and command line.
import { isOver, verdictOf, type Forecast } from "./forecast.ts";

/** What a recipe would take, why that is too much, and what to change; for one that does not fit, or takes long. */
export function forecastWords(forecast: Forecast): string {
  return `${whatWords(forecast)} ${whyWords(forecast)} ${remedyWords(forecast)}`;
}

function whatWords({ parameters, batchSize, memory, mostMemory, secondsPerStep }: Forecast): string {
  return (
    `A network of ${parameters.toLocaleString("en-GB")} parameters at a batch of ${batchSize} takes ` +
    `${sizeWords(memory.needed)} to ${sizeWords(mostMemory.needed)} of memory and ${durationWords(secondsPerStep)} a step, ` +
    "as far as can be told before it runs."
  );
}

function whyWords({ memory, mostMemory, array }: Forecast): string {
  if (isOver(memory)) return `WebAssembly has at most ${sizeWords(memory.limit ?? 0)}, so it cannot be trained.`;
  if (isOver(array))
    return (
      `Its largest array has ${sizeWords(array.needed)}, and this GPU takes at most ${sizeWords(array.limit ?? 0)}, ` +
      "so it cannot be trained."
    );
  if (isOver(mostMemory)) return `WebAssembly has at most ${sizeWords(mostMemory.limit ?? 0)}, so it may not fit.`;
  return "That is long for a step.";
}

function remedyWords(forecast: Forecast): string {
  const smaller = "a smaller width or fewer modules";
  if (verdictOf(forecast) !== "too large") return `Choose a smaller batch, ${smaller}.`;
  const { fittingBatch } = forecast;
  return fittingBatch > 0 ? `Choose a batch of at most ${fittingBatch}, ${smaller}.` : `Choose ${smaller}.`;
}

function sizeWords(bytes: number): string {
  const gibibytes = bytes / 2 ** 30;
  if (gibibytes < 1) return `${Math.ceil(bytes / 2 ** 20)} MiB`;
  return `${gibibytes.toFixed(gibibytes < 10 ? 1 : 0)} GiB`;
}

/** "about 12 s", "about 3 min". */
export function durationWords(seconds: number): string {
  if (seconds < 1) return "under a second";
  if (seconds < 120) return `about ${Math.round(seconds)} s`;
  return seconds < 7200 ? `about ${Math.round(seconds / 60)} min` : `about ${Math.round(seconds / 3600)} h`;
}
