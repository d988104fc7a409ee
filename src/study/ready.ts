// Studies that are ready to run, each with what the paper says about it and what must not be read into it.
import { divisors } from "../networks/spectrum/divisors.ts";
import { canonicalJson } from "../recipe/hash.ts";
import { parseRecipe } from "../recipe/parse.ts";
import type { Study } from "./study.ts";

export interface ReadyStudy {
  readonly study: Study;
  /** Where the paper speaks of it. */
  readonly paper: string;
  /** What a reader should know before believing it. */
  readonly caveats: readonly string[];
}

const WIDTH = 24;
const SPECTRUM_WIDTH = 48;
/** With two modules, the width at which the most points of the spectrum can have equal parameters within 3 %. */
const MATCHED_WIDTH = 64;
/** Narrow: 20 templates of three channels are 60 products of a colour and a pattern, and the channels have to share them. */
const COUPLED_WIDTH = 20;

/** Small, because a sweep wants many runs: a few seconds of a processor’s core each. */
const small = (network: object, rest: object = {}) =>
  parseRecipe({ network: { stages: [1, 1], ...network }, training: { epochs: 6 }, ...rest });
const base = (network: object = {}, rest: object = {}) =>
  small({ width: WIDTH, module: { segments: 1 }, ...network }, rest);
const SEEDS = [1, 2, 3];
const MARGIN = 1;
const SMALL =
  "The networks are small and trained for minutes, on small pictures: what holds here need not hold for ImageNet.";
const RATE = "All arms share one learning rate, which favours whichever arm it suits best.";
const UNMATCHED = "Arms of other segments have other numbers of parameters: width is matched, cost is not.";

export const READY_STUDIES = {
  spectrum: {
    study: {
      name: "The whole spectrum",
      question: "How does the number of segments matter, with and without an activation between the two convolutions?",
      // The width of the bench, so that its slider's stops are the axis.
      base: base({ width: SPECTRUM_WIDTH }),
      factors: [
        { setting: "segments", values: divisors(SPECTRUM_WIDTH) },
        { setting: "between", values: ["none", "relu"] },
      ],
      seeds: SEEDS,
      margin: MARGIN,
    },
    paper: "Sections 3 and 5: the spectrum’s ends are compared, what lies between is left to future work",
    caveats: [UNMATCHED, RATE, SMALL],
  },
  equalParameters: {
    study: {
      name: "Equal parameters along the spectrum",
      question: "Where on the spectrum are parameters best spent, with and without an activation in between?",
      base: base({ width: MATCHED_WIDTH, module: { segments: MATCHED_WIDTH } }),
      // 16 is left out: no whole width comes within 3 % of the others' parameters.
      factors: [
        { setting: "segments", values: [1, 2, 4, 8, 32, MATCHED_WIDTH] },
        { setting: "between", values: ["none", "relu"] },
      ],
      seeds: SEEDS,
      match: "parameters",
      margin: MARGIN,
    },
    paper: "Section 4.5: Xception has about the parameters of Inception V3, and its gain is laid to their better use",
    caveats: [
      "Equal parameters are not equal work or time: what each arm costs in those stands beside it.",
      "Where segments are many, their channels stay as they are and their number follows the width.",
      RATE,
      SMALL,
    ],
  },
  resnext: {
    study: {
      name: "ResNeXt’s bottleneck at matched cost",
      question: "With the work held equal, are more segments of a wider bottleneck better than one narrow one?",
      base: small({
        family: "resnext",
        width: MATCHED_WIDTH,
        bottleneck: MATCHED_WIDTH,
        segments: MATCHED_WIDTH,
        intermediateActivation: "relu",
      }),
      factors: [{ setting: "segments", values: divisors(MATCHED_WIDTH) }],
      seeds: SEEDS,
      match: "multiplyAdds",
      margin: MARGIN,
    },
    paper:
      "Section 3 names Inception modules and separable convolutions as ends of a spectrum; ResNeXt (2017, Table 3) walks " +
      "it at equal cost, and finds 32 segments better than one on ImageNet: 22.2\u202f% errors against 23.9\u202f%",
    caveats: ["ResNeXt has 50 layers or more; here are two modules, and all trunks have 64 channels.", RATE, SMALL],
  },
  figure10: {
    study: {
      name: "Figure 10",
      question: "At the depthwise end, does an activation between the two convolutions help or harm?",
      base: base({ module: { segments: WIDTH } }),
      factors: [{ setting: "between", values: ["none", "relu", "elu"] }],
      // Two comparisons, corrected together: below seven pairs neither could be better or worse.
      seeds: [1, 2, 3, 4, 5, 6, 7, 8],
      margin: MARGIN,
    },
    paper: "Section 4.7, Figure 10: none beats ReLU and ELU, on ImageNet",
    caveats: [
      "The section speaks of an activation after the pointwise operation, the figure’s caption of one between depthwise and " +
        "pointwise. Here it stands between the two, in the order that the recipe says.",
      RATE,
      SMALL,
    ],
  },
  batchNorm: {
    study: {
      name: "Batch norm between, the missing control",
      question: "Does what an activation in between does depend on a batch norm before it?",
      base: base({ module: { segments: WIDTH } }),
      factors: [
        { setting: "norm-between", values: [false, true] },
        { setting: "between", values: ["none", "relu", "elu"] },
      ],
      seeds: SEEDS,
      margin: MARGIN,
    },
    paper: "Section 4.7 does not vary it; MobileNet has one there, Xception has none",
    caveats: ["Without it, a ReLU sees no bias: a mostly negative filter silences its channel.", RATE, SMALL],
  },
  residual: {
    study: {
      name: "Residual connections",
      question: "What do residual connections give, at either end of the spectrum?",
      base: base(),
      factors: [
        { setting: "segments", values: [1, 3, WIDTH] },
        { setting: "residual", values: [true, false] },
      ],
      seeds: SEEDS,
      margin: MARGIN,
    },
    paper: "Section 4.6, Figure 9: they are essential for Xception’s convergence, on ImageNet",
    caveats: [
      "The networks here have two modules: depth, where residual connections count, is not what is varied.",
      RATE,
      SMALL,
    ],
  },
  order: {
    study: {
      name: "Order of the two operations",
      question: "Does it matter whether the 1×1 or the spatial convolution comes first?",
      base: base(),
      factors: [
        { setting: "segments", values: [1, 3, WIDTH] },
        { setting: "order", values: ["pointwise-first", "spatial-first"] },
      ],
      seeds: SEEDS,
      margin: MARGIN,
    },
    paper: "Section 3 calls the order unimportant, because modules are stacked; it is not tried",
    caveats: [
      "With few modules, the first and the last operation of the stack weigh more than in a deep network.",
      RATE,
      SMALL,
    ],
  },
  coupling: {
    study: {
      name: "Segments × coupling",
      question: "Where channels and space are coupled in the data, does cutting the channels cost more?",
      // What bench/calibrateCoupled10.ts calibrates the noise for: with other networks or training, calibrate anew.
      base: base(
        {
          width: COUPLED_WIDTH,
          stem: 1,
          activationPlace: "before-module",
          // Without a batch norm and an activation in between, some seeds never learn to tell half of the classes apart.
          module: { segments: 1, intermediateActivation: "relu", intermediateBatchNorm: true },
        },
        {
          dataset: {
            id: "coupled-10",
            settings: { copies: 1, distractors: 0, noiseScale: "calibrated", images: 6000 },
          },
          training: { epochs: 5, batchSize: 16, learningRate: 0.01, optimizer: { method: "adam" } },
        },
      ),
      factors: [
        { setting: "data.kappa", values: [0, 1] },
        { setting: "segments", values: [1, 4, COUPLED_WIDTH] },
      ],
      seeds: SEEDS,
      margin: MARGIN,
    },
    paper:
      "Section 1.1: the Inception hypothesis, that channels and space are decoupled enough to be mapped separately",
    caveats: [
      "The noise is calibrated for one segment, with this network and training alone: with seeds 101 to 103 it reaches 61 % at " +
        "κ = 0 and at κ = 1. Seeds 1 to 12 reached 57 and 54 %, so equally hard is true within a few points.",
      "At κ = 0 a template is one product of a colour and a pattern, which a 1×1 and a depthwise convolution can match " +
        "exactly; at 1 the largest such product has a third of its energy. κ = 0.5 is calibrated too, if you add it.",
      "Between the two convolutions are a batch norm and a ReLU, unlike in Xception: without them one segment recognised " +
        "only half of the images at κ = 0 with one seed of three.",
      "No convolution but the modules’ own sees space: the stem is 1×1. A segment of three channels or more can still hold " +
        "all three colours, so the narrowest segments are those that coupling should harm.",
      UNMATCHED,
      RATE,
      SMALL,
    ],
  },
} as const satisfies Readonly<Record<string, ReadyStudy>>;

export type ReadyId = keyof typeof READY_STUDIES;
export const readyIds = Object.keys(READY_STUDIES) as readonly ReadyId[];

/** What holds of every study. */
function anyCaveats({ match, tuned }: Study): readonly string[] {
  const but = match ? ", but for the width by which they are matched" : "";
  const rate = tuned === "rate" ? "" : ", the learning rate too, which may suit some better than others";
  return [`All arms share every setting that is not varied${but}${rate}.`];
}

/** Which ready study it is, whatever its seeds and margin; null for any other. */
export function readyOf(study: Study): ReadyId | null {
  return readyIds.find((id) => isSame(READY_STUDIES[id].study, study)) ?? null;
}

/** The caveats of a ready study, or those that hold of any. */
export function caveatsOf(study: Study): readonly string[] {
  const id = readyOf(study);
  return id === null ? anyCaveats(study) : READY_STUDIES[id].caveats;
}

function isSame(one: Study, other: Study): boolean {
  const asked = (study: Study) => canonicalJson({ ...study, seeds: [], margin: 0 });
  return asked(one) === asked(other);
}
