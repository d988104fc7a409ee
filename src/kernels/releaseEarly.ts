// tfjs keeps every gradient and every tensor saved for the backward pass until the whole pass is
// over. Who differentiates a function once, and hands it no gradient of its own, may ask for each
// to be released as soon as the operation that needed it is done. Knows no operation.
import { dispose, type GradConfig } from "@tensorflow/tfjs-core";

let early = false;

/** `run` takes gradients of a scalar function, with tf.variableGrads or the like. */
export function releasingEarly<T>(run: () => T): T {
  early = true;
  try {
    return run();
  } finally {
    early = false;
  }
}

/** The same gradient, which releases what it was given once it has been asked for each of its parts. */
export function releasesEarly(config: GradConfig): GradConfig {
  return {
    ...config,
    gradFunc: (dy, saved, attributes) => {
      const parts = config.gradFunc(dy, saved, attributes);
      if (!early) return parts;
      const left = new Set(Object.keys(parts));
      return Object.fromEntries(
        Object.entries(parts).map(([name, part]) => [
          name,
          () => {
            const gradient = part();
            left.delete(name);
            if (left.size === 0) dispose([...(Array.isArray(dy) ? dy : [dy]), ...saved]);
            return gradient;
          },
        ]),
      );
    },
  };
}
