// mini-Xception's options, described.
import { activationNames, describeActivation, type Activation } from "../../activations/list.ts";
import { choice, integer, number } from "../../settings/field.ts";

export const miniXceptionFields = {
  intermediateActivation: choice<Activation>({
    label: "Intermediate activation",
    help: "Between the depthwise convolution and the 1×1. One arm each, compared.",
    paper: "Section 4.7, Figure 10",
    link: "between",
    options: activationNames.map((value) => ({ value, label: describeActivation(value).words })),
    default: "none",
    words: () => "",
    isDrawnApart: true,
  }),
  filters: integer({
    label: "Filters",
    unit: "channels",
    help: "Channels of the stem; each module has twice as many as what comes before it.",
    min: 1,
    max: 32,
    default: 8,
    words: (filters) => `${filters} filters`,
  }),
  modules: integer({
    label: "Modules",
    help: "Each has two depthwise separable convolutions and halves the image.",
    min: 1,
    max: 4,
    default: 4,
    words: (modules) => `${modules} ${modules === 1 ? "module" : "modules"}`,
  }),
  dropout: number({
    label: "Dropout",
    help: "Share of features dropped before the last convolution.",
    paper: "Section 4.3: 0.5 for ImageNet",
    min: 0,
    max: 0.9,
    step: 0.1,
    default: 0,
    words: (share) => `dropout ${share}`,
    isDetail: true,
  }),
} as const;
