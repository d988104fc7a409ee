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
      seeds: [1, 2, 3, 4, 5, 6],
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
      base: base({}, { dataset: { id: "coupled-10", settings: { images: 2000 } } }),
      factors: [
        { setting: "data.kappa", values: [0, 0.5, 1] },
        { setting: "segments", values: [1, 3, WIDTH] },
      ],
      seeds: SEEDS,
      margin: MARGIN,
    },
    paper:
      "Section 1.1: the Inception hypothesis, that channels and space are decoupled enough to be mapped separately",
    caveats: [
      "κ changes how hard the data are as well as how coupled: compare segments within a κ, not across.",
      "Every arm’s stem is a regular 3×3 convolution, which sees all colours at once.",
      RATE,
      SMALL,
    ],
  },
} as const satisfies Readonly<Record<string, ReadyStudy>>;

export type ReadyId = keyof typeof READY_STUDIES;
export const readyIds = Object.keys(READY_STUDIES) as readonly ReadyId[];

/** What holds of every study. */
const ANY: readonly string[] = [
  "All arms share every setting that is not varied, the learning rate too, which may suit some better than others.",
];

/** The caveats of a ready study, whatever its seeds and margin, or those that hold of any. */
export function caveatsOf(study: Study): readonly string[] {
  const known = readyIds.map((id): ReadyStudy => READY_STUDIES[id]);
  return known.find((ready) => isSame(ready.study, study))?.caveats ?? ANY;
}

function isSame(one: Study, other: Study): boolean {
  const asked = (study: Study) => canonicalJson({ ...study, seeds: [], margin: 0 });
  return asked(one) === asked(other);
}
