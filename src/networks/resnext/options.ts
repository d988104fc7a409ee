// ResNeXt's options, described.
import { activationNames, describeActivation, type Activation } from "../../activations/list.ts";
import { choice, integer, type GroupValue } from "../../settings/field.ts";
import { divisors } from "../spectrum/divisors.ts";
import { spectrumFields } from "../spectrum/options.ts";

export const resnextFields = {
  segments: integer({
    label: "Segments",
    help: "Into how many parts the bottleneck is cut, each with a 3×3 convolution of its own; ResNeXt’s cardinality.",
    min: 1,
    max: 256,
    default: 8,
    words: () => "",
    isDrawnApart: true,
  }),
  intermediateActivation: choice<Activation>({
    label: "Intermediate activation",
    help: "Between the 3×3 and the last 1×1, after their batch norm; ResNeXt has ReLU. One arm each, compared.",
    link: "between",
    options: activationNames.map((value) => ({ value, label: describeActivation(value).words })),
    default: "none",
    words: () => "",
    isDrawnApart: true,
  }),
  bottleneck: integer({
    label: "Bottleneck",
    help: "Channels between the two 1×1 convolutions, on which the 3×3 works. Its divisors are the slider’s stops.",
    unit: "channels",
    min: 1,
    max: 256,
    default: 32,
    words: (channels) => `bottleneck ${channels}`,
    offered: {
      values: [8, 12, 16, 24, 32, 36, 48, 60, 64, 72, 96, 128],
      words: (channels) => `${channels} channels, ${divisors(channels).length} stops`,
    },
  }),
  width: integer({
    label: "Width",
    help: "Channels of the trunk, outside the bottlenecks.",
    unit: "channels",
    min: 1,
    max: 256,
    default: 48,
    words: (width) => `width ${width}`,
  }),
  // As of the spectrum, so that the two families differ in their modules only.
  stages: spectrumFields.stages,
  residual: spectrumFields.residual,
} as const;

export type ResnextOptions = GroupValue<typeof resnextFields>;
