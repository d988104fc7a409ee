// ResNeXt's options, described.
import { activationNames, describeActivation, type Activation } from "../../activations/list.ts";
import { choice, integer, integers, onOff, type GroupValue } from "../../settings/field.ts";
import { divisors } from "../spectrum/divisors.ts";
import { stagesWords } from "../spectrum/options.ts";

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
  stages: integers({
    label: "Stages",
    help: "Max pooling halves the image between two stages.",
    shortest: 1,
    longest: 4,
    max: 8,
    itemLabel: (stage) => `Modules in stage ${stage + 1}`,
    default: [2, 2],
    words: stagesWords,
    isDetail: true,
  }),
  residual: onOff({
    label: "Residual connection",
    help: "Adds each module’s input to its output.",
    default: true,
    words: (on) => (on ? "residual" : "no residual"),
    isDetail: true,
  }),
} as const;

export type ResnextOptions = GroupValue<typeof resnextFields>;
