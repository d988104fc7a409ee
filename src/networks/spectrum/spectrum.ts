// The lab's own family: modules of constant width whose channels are cut into any number of equal segments.
import { graphBuilder } from "../../graph/builder.ts";
import { inferShapes } from "../../graph/shapes.ts";
import type { Family, Task } from "../family.ts";
import { sizesAtPlace } from "../place.ts";
import { divisors, nearestDivisor } from "./divisors.ts";
import { spectrumFields, type SpectrumOptions } from "./options.ts";
import { addSpectrumModule } from "./spectrumModule.ts";
import { spectrumNet } from "./spectrumNet.ts";

function graph(options: SpectrumOptions, { imageShape, classes }: Task) {
  return spectrumNet({ ...options, inputShape: imageShape, classes });
}

export const spectrum: Family<"spectrum", typeof spectrumFields> = {
  label: "The spectrum",
  help: "Modules of constant width, anywhere between regular and depthwise separable convolution.",
  fields: spectrumFields,

  mismatches({ width, module: { segments } }) {
    if (width % segments === 0) return [];
    const allowed = { kind: "divisor", of: width, divisors: divisors(width) } as const;
    return [{ path: ["module", "segments"], value: segments, allowed }];
  },

  /** A new width takes the segments to its nearest divisor. */
  settle(changed, before) {
    if (changed.width === before.width) return changed;
    const segments = nearestDivisor(changed.width, changed.module.segments);
    return { ...changed, module: { ...changed.module, segments } };
  },

  graph,

  name: ({ module: { segments } }) => `${segments} ${segments === 1 ? "segment" : "segments"}`,

  traits: ({ width, module }) => ({
    segments: module.segments,
    width,
    intermediate_activation: module.intermediateActivation,
    order: module.order,
    batch_norm_between: String(module.intermediateBatchNorm),
    kernel: module.kernel,
  }),

  plan: ({ module, width, activation, activationPlace, residual }) => ({
    kind: "module",
    module,
    width,
    activation,
    activationPlace,
    residual,
  }),

  point: ({ width, module: { segments } }) => ({ segments, width }),

  sizes: (options) =>
    sizesAtPlace({ segments: options.module.segments, width: options.width }, spectrumFields.width.max).map(
      ({ segments, width }) => ({ ...options, width, module: { ...options.module, segments } }),
    ),

  slider: {
    field: spectrumFields.module.fields.segments,
    stops: ({ width }) => divisors(width),
    at: (options, segments) => ({ ...options, module: { ...options.module, segments } }),
    module(options, task) {
      const behindStem = inferShapes(graph(options, task)).get("stem/norm") ?? [];
      const module = graphBuilder(behindStem);
      addSpectrumModule(module, "module", "input", options.width, options.module);
      return module.finish();
    },
  },

  compared: {
    field: spectrumFields.module.fields.intermediateActivation,
    activationOf: ({ module }) => module.intermediateActivation,
    withActivation: (options, intermediateActivation) => ({
      ...options,
      module: { ...options.module, intermediateActivation },
    }),
  },
};
