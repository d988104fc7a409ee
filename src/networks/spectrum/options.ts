// The spectrum network's options, described.
import { activationNames, describeActivation, type Activation } from "../../activations/list.ts";
import { choice, group, integer, integers, number, onOff, type GroupValue } from "../../settings/field.ts";
import { divisors } from "./divisors.ts";

const activations = activationNames.map((value) => ({ value, label: describeActivation(value).words }));

const PLACES = ["before-module", "before-add", "after-add"] as const;
const PLACE_WORDS = {
  "before-module": "before the module",
  "before-add": "before the addition",
  "after-add": "after the addition",
} as const satisfies Record<(typeof PLACES)[number], string>;
const KERNELS = [1, 3, 5, 7] as const;
const STEMS = [3, 1] as const;

export const spectrumFields = {
  module: group({
    segments: integer({
      label: "Segments",
      help: "Into how many parts the channels are cut, each with a spatial convolution of its own; must divide the width.",
      paper: "Section 1.2, Figures 3 and 4",
      min: 1,
      max: 256,
      default: 16,
      words: () => "",
      isDrawnApart: true,
    }),
    intermediateActivation: choice<Activation>({
      label: "Intermediate activation",
      help: "Between the two convolutions. One arm each, compared.",
      paper: "Section 4.7, Figure 10",
      link: "between",
      options: activations,
      default: "none",
      words: () => "",
      isDrawnApart: true,
    }),
    order: choice({
      label: "Order",
      help: "The paper’s figures put the 1×1 first, Xception’s layer last.",
      paper: "Section 1.2",
      options: [
        { value: "pointwise-first", label: "1×1 first" },
        { value: "spatial-first", label: "1×1 last" },
      ],
      default: "pointwise-first",
      words: (value) => (value === "pointwise-first" ? "1×1 first" : "1×1 last"),
    }),
    kernel: choice({
      label: "Spatial kernel",
      help: "Side of the spatial convolution’s window.",
      paper: "Figures 2 to 4: 3×3",
      options: KERNELS.map((value) => ({ value, label: `${value}×${value}` })),
      default: 3,
      words: (value) => `${value}×${value}`,
    }),
    intermediateBatchNorm: onOff({
      label: "Batch norm between",
      help: "Between the two convolutions, before the intermediate activation.",
      link: "norm-between",
      default: false,
      words: (on) => (on ? "batch norm between" : "no batch norm between"),
    }),
  }),
  width: integer({
    label: "Width",
    help: "Channels of the whole trunk. Its divisors are the slider’s stops.",
    unit: "channels",
    min: 1,
    max: 256,
    default: 48,
    words: (width) => `width ${width}`,
    offered: {
      values: [12, 16, 24, 32, 36, 48, 60, 64, 72, 96, 128, 144, 192, 256],
      words: (width) => `${width} channels, ${divisors(width).length} stops`,
    },
  }),
  stem: choice({
    label: "Stem",
    help: "3×3 sees space and colours at once, whatever the segments. 1×1 mixes colours alone; max pooling halves the image.",
    options: STEMS.map((value) => ({ value, label: `${value}×${value}` })),
    default: 3,
    words: (value) => `${value}×${value} stem`,
    isDetail: true,
  }),
  // The stem halves a 32×32 image, and so does each stage but the first: the fourth works at 2×2, and a fifth would have
  // one cell.
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
    paper: "Section 4.6, Figure 9",
    default: true,
    words: (on) => (on ? "residual" : "no residual"),
    isDetail: true,
  }),
  activation: choice<Activation>({
    label: "Activation outside",
    help: "The activation outside the modules.",
    options: activations,
    default: "relu",
    words: (name) => (name === "none" ? "no activation outside" : `${describeActivation(name).words} outside`),
    isDetail: true,
  }),
  activationPlace: choice({
    label: "Place of that activation",
    help: "Before a module’s first convolution, or after its batch norm: before or after the input is added.",
    paper: "Figure 5",
    link: "activation-place",
    options: PLACES.map((value) => ({ value, label: PLACE_WORDS[value] })),
    default: "after-add",
    words: (place) => `activation ${PLACE_WORDS[place]}`,
    isDetail: true,
  }),
  dropout: number({
    label: "Dropout",
    help: "Share of features dropped before the last layer.",
    paper: "Section 4.3: 0.5 for ImageNet",
    min: 0,
    max: 0.9,
    step: 0.1,
    default: 0,
    words: (share) => `dropout ${share}`,
    isDetail: true,
  }),
} as const;

export type SpectrumOptions = GroupValue<typeof spectrumFields>;

/** "2 + 2 modules", "1 module". */
function stagesWords(stages: readonly number[]): string {
  return `${stages.join(" + ")} ${stages.length === 1 && stages[0] === 1 ? "module" : "modules"}`;
}
