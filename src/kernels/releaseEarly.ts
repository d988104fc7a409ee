// tfjs keeps every gradient and every tensor saved for the backward pass until the whole pass is
// over. A caller that differentiates a function once, and passes in no gradient of its own, may ask
// for each to be released as soon as the operation that needed it is done.
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

/** The same gradient; it releases its inputs once all its parts have been computed. */
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
