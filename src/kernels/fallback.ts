// Shapes that an engine's kernel does not cover go to the plain reference instead: slower,
// never wrong, and never silent. Knows no operation.
import type { KernelFunc } from "@tensorflow/tfjs-core";

export interface Fallback {
  readonly kernel: string;
  readonly engine: string;
  readonly reason: string;
}

type KernelArguments = Parameters<KernelFunc>[0];

const noted = new Map<string, Fallback>();

/** Every fallback since the start or the last `forgetFallbacks`, each once, for a run's record. */
export function fallbacks(): readonly Fallback[] {
  return [...noted.values()];
}

export function forgetFallbacks(): void {
  noted.clear();
}

/** Names a fallback in the console, the first time it happens. */
export function noteFallback(fallback: Fallback): void {
  const key = `${fallback.kernel} on ${fallback.engine}: ${fallback.reason}`;
  if (noted.has(key)) return;
  noted.set(key, fallback);
  console.warn(`Plain reference instead of the fast kernel, ${key}`);
}

/**
 * `fast` where it covers the arguments, `reference` elsewhere. `uncovered` says why a call
 * is not covered ("stride 3 in a window of 2"), or undefined when it is.
 */
export function withFallback(
  kernel: string,
  engine: string,
  uncovered: (args: KernelArguments) => string | undefined,
  fast: KernelFunc,
  reference: KernelFunc,
): KernelFunc {
  return (args) => {
    const reason = uncovered(args);
    if (reason === undefined) return fast(args);
    noteFallback({ kernel, engine, reason });
    return reference(args);
  };
}
