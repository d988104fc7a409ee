import { describe, expect, test, vi } from "vitest";
import { randomStream } from "../data/random.ts";
import { divisors } from "../networks/spectrum/divisors.ts";
import { activationNames } from "../activations/list.ts";
import {
  defaultExperiment,
  makeExperiment,
  MOST_PINNED,
  pinnedWithHere,
  type Experiment,
} from "../recipe/experiment.ts";
import { LONGEST_NAME } from "../recipe/armName.ts";
import * as parsing from "../recipe/parse.ts";
import { readLink, writeLink } from "./link.ts";
import { LinkError } from "./linkFields.ts";

vi.mock("../recipe/parse.ts", { spy: true });
const { parseRecipe } = parsing;

const experiment = (recipe: object): Experiment => makeExperiment(parseRecipe(recipe));

test("the default experiment has the empty link", () => {
  expect(writeLink(defaultExperiment)).toBe("");
  expect(readLink("")).toEqual(defaultExperiment);
  expect(readLink("#")).toEqual(defaultExperiment);
});

test("a link is short and can be read by people", () => {
  const depthwise = makeExperiment(
    parseRecipe({
      network: { module: { segments: 48 } },
      training: { epochs: 3 },
      dataset: { id: "coupled-10", settings: { kappa: 1 } },
    }),
    ["none", "relu", "elu"],
    pinnedWithHere(defaultExperiment),
  );
  expect(writeLink(depthwise)).toBe(
    "v=2&segments=48&data=coupled-10&data.kappa=1&epochs=3&between=none,relu,elu&arm=&arm=between:relu",
  );
});

test("a schedule or an optimizer of another kind is written with what differs from that kind's own defaults", () => {
  expect(
    writeLink(experiment({ training: { optimizer: { method: "adam", beta1: 0.8 }, schedule: { kind: "step" } } })),
  ).toBe("v=2&optimizer=adam&beta1=0.8&schedule=step");
});

describe("written and read again, an experiment is the same", () => {
  const stream = randomStream(1, "experiments");
  const pick = <T>(...options: readonly T[]): T => options[stream.nextUint32() % options.length] as T;
  const some = (): boolean => pick(true, false);

  function anyNetwork() {
    const width = pick(1, 7, 24, 48, 36, 256);
    return {
      width,
      stages: pick([1], [2, 2], [3, 1, 2], [8, 8, 8, 8]),
      residual: some(),
      dropout: pick(0, 0.25, 0.9),
      activation: pick(...activationNames),
      activationPlace: pick("before-module", "before-add", "after-add"),
      module: {
        segments: pick(1, ...divisors(width)),
        kernel: pick(1, 3, 5, 7),
        order: pick("pointwise-first", "spatial-first"),
        intermediateActivation: pick(...activationNames),
        intermediateBatchNorm: some(),
      },
    };
  }

  function anyExperiment(): Experiment {
    const recipe = parseRecipe({
      network: anyNetwork(),
      dataset: pick<object>(
        { id: "emoji-10" },
        { id: "emoji-10", settings: { backgrounds: "white", seed: 12 } },
        { id: "coupled-10", settings: { kappa: 0.35, images: 1000 } },
      ),
      training: {
        epochs: pick(1, 10, 1000),
        batchSize: pick(1, 32, 512),
        learningRate: pick(0, 0.05, 1e6, 1e-7, 1 / 3),
        optimizer: pick<object>(
          { method: "sgd" },
          { method: "sgd", momentum: 0 },
          { method: "adam" },
          { method: "adam", epsilon: 1e-12, beta2: 0.9 },
        ),
        schedule: pick<object>(
          { kind: "constant" },
          { kind: "cosine", warmupEpochs: 0.5 },
          { kind: "step", factor: 0.5 },
          { kind: "cosine" },
        ),
        weightDecay: pick(0, 1e-4, 5e-5),
        decayDepthwise: some(),
      },
      seed: pick(0, 1, 2 ** 32 - 1),
      arithmetic: pick("portable", "fastest"),
      storage: pick("float32", "float16"),
    });
    const pinned = Array.from({ length: pick(0, 0, 1, 3) }, () => ({
      network: parseRecipe({ network: anyNetwork() }).network,
      name: pick(null, "no shortcuts", "a:b,c&d=e#%41 +", "Δ 分離 👩‍🔬", "arm"),
    }));
    return makeExperiment(recipe, activationNames.filter(some), pinned);
  }

  test("for 300 of them, drawn at random", () => {
    for (let index = 0; index < 300; index++) {
      const drawn = anyExperiment();
      const link = writeLink(drawn);
      expect(readLink(link), link).toEqual(drawn);
      expect(link).toMatch(/^[\w.,:&=%-]*$/);
    }
  });
});

test.each([
  ["v=3&segments=3", /version 3, and this page reads version 2/],
  ["v=1&colour=red", /"colour", which this page does not know/],
  ["v=1&segments=5", /48 channels cannot be cut into 5/],
  ["v=1&segments=many", /segments is "many": a number/],
  ["v=1&residual=perhaps", /residual is "perhaps": allowed are on, off/],
  ["v=1&between=tanh", /between is "tanh": allowed are none, relu, elu/],
  ["v=1&epochs=-3", /epochs is -3/],
  ["v=1&momentum=0.5&optimizer=adam", /momentum/],
  ["v=1&data=imagenet", /imagenet/],
  ["v=1&data.kappa=1", /kappa/],
  ["v=1&data=coupled-10&data.__proto__=1", /__proto__/],
  ["v=1&arm=segments:7", /48 channels cannot be cut into 7/],
  ["arm=name:a,name:b", /"name" twice/],
  ["arm=name:%E0%A4%A", /not written as a link/],
  ["name=a", /"name", which this page does not know/],
  ["v=1&arm=epochs:7", /"epochs", which this page does not know/],
  ["v=1&order=%E0%A4%A", /not written as a link/],
  ["v=1&epochs=3&seed=2&epochs=4", /"epochs" twice/],
  ["v=1&v=1", /"v" twice/],
  ["between=relu&between=elu", /"between" twice/],
  ["v=1&arm=width:16,width:24", /"width" twice/],
  ["v=%E2%80%AE", /version %E2%80%AE, and/],
  ["v=1&%E2%80%AE%0A=1", /"\\u\{202e\}\\n", which this page does not know/],
])("%s is refused with what is wrong", (link, problem) => {
  expect(() => readLink(link)).toThrow(LinkError);
  expect(() => readLink(link)).toThrow(problem);
});

describe("the size of a link is bounded before it is read", () => {
  const manyArms = (count: number) => `v=1${"&arm=".repeat(count)}`;

  test.each([
    [manyArms(65), "it has 65 arms, and this page reads at most 64"],
    [manyArms(130_000), "it has 650003 characters, and this page reads at most 50000"],
    [`v=1&data=${"x".repeat(2e6)}`, "it has 2000009 characters, and this page reads at most 50000"],
  ])("%#", (link, words) => {
    vi.mocked(parseRecipe).mockClear();
    expect(() => readLink(link)).toThrow(words);
    expect(parseRecipe).not.toHaveBeenCalled();
  });

  test("what an experiment can hold fits, with settings far from the defaults", () => {
    const widths = Array.from({ length: MOST_PINNED }, (_, index) => 2 * (index + 65));
    const pinned = widths.map((width) => ({
      // As long as a name can be, of characters that are written as twelve.
      name: String.fromCodePoint(
        ...Array.from({ length: LONGEST_NAME }, (_, index) => 0x1f600 + ((width + index) % 64)),
      ),
      network: parseRecipe({
        network: {
          width,
          stages: [8, 8, 8, 8],
          residual: false,
          dropout: 1 / 3,
          activation: "silu",
          activationPlace: "before-module",
          module: {
            segments: width / 2,
            kernel: 7,
            order: "spatial-first",
            intermediateActivation: "relu",
            intermediateBatchNorm: true,
          },
        },
      }).network,
    }));
    const largest = makeExperiment(parseRecipe({}), ["elu"], pinned);
    expect(readLink(writeLink(largest))).toEqual(largest);
  });

  test("a message about a long name or value is short", () => {
    const messageOf = (link: string): string => {
      try {
        readLink(link);
      } catch (error) {
        if (error instanceof LinkError) return error.message;
        throw error;
      }
      return "";
    };
    const long = "%E2%80%AE".repeat(2000);
    for (const link of [`${long}=1`, `v=${long}`, `data=${long}`, `epochs=${long}`, `between=${long}`, `data=%${long}`])
      expect(messageOf(link).length, link.slice(0, 20)).toBeLessThan(400);
  });
});
