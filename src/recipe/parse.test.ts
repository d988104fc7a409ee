// When a recipe is wrong, the user is told the field, its value, and what is allowed.
import { describe, expect, test } from "vitest";
import { activationNames } from "../activations/list.ts";
import { faultWords, parseRecipe, parseRecipeText, RecipeError } from "./parse.ts";
import { defaultRecipe } from "./schema.ts";

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof RecipeError) return faultWords(error.fault);
    throw error;
  }
  return [];
}

/** The recipe with one field, at a path such as "network.width", set to a value. */
function withField(path: string, value: unknown): unknown {
  return path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

describe("numbers", () => {
  const whole = (from: number, to: number) => `allowed is a whole number from ${from} to ${to}.`;
  const any = (from: number, to: number) => `allowed is a number from ${from} to ${to}.`;
  test.each<[string, string, readonly (readonly [value: unknown, shown: string])[]]>([
    [
      "network.width",
      whole(1, 256),
      [
        [0, "0"],
        [-48, "-48"],
        [257, "257"],
        [4.5, "4.5"],
        [NaN, "NaN"],
        [Infinity, "Infinity"],
        [-Infinity, "-Infinity"],
        ["48", '"48"'],
        [null, "null"],
        [true, "true"],
        [[48], "[48]"],
        [{}, "{}"],
      ],
    ],
    [
      "network.module.segments",
      whole(1, 256),
      [
        [0, "0"],
        [-1, "-1"],
        [1.5, "1.5"],
        [NaN, "NaN"],
        [1e300, "1e+300"],
        ["16", '"16"'],
      ],
    ],
    [
      "network.dropout",
      any(0, 0.9),
      [
        [1, "1"],
        [-0.1, "-0.1"],
        [NaN, "NaN"],
        ["half", '"half"'],
      ],
    ],
    [
      "training.epochs",
      whole(1, 1000),
      [
        [0, "0"],
        [1001, "1001"],
        [Infinity, "Infinity"],
        [null, "null"],
      ],
    ],
    [
      "training.batchSize",
      whole(1, 512),
      [
        [0, "0"],
        [513, "513"],
        [32.5, "32.5"],
      ],
    ],
    [
      "training.learningRate",
      any(0, 1_000_000),
      [
        [-0.05, "-0.05"],
        [NaN, "NaN"],
        [Infinity, "Infinity"],
        [1e7, "10000000"],
      ],
    ],
    [
      "training.weightDecay",
      any(0, 1),
      [
        [-1, "-1"],
        [2, "2"],
      ],
    ],
    [
      "training.optimizer.momentum",
      any(0, 0.999),
      [
        [1, "1"],
        [-0.9, "-0.9"],
      ],
    ],
    [
      "training.schedule.warmupEpochs",
      any(0, 20),
      [
        [21, "21"],
        [NaN, "NaN"],
      ],
    ],
    [
      "seed",
      whole(0, 4294967295),
      [
        [-1, "-1"],
        [4294967296, "4294967296"],
        [0.5, "0.5"],
        ["1", '"1"'],
        [1n, "1"],
      ],
    ],
  ])("%s", (path, allowed, wrong) => {
    for (const [value, shown] of wrong) {
      expect(problemsOf(() => parseRecipe(withField(path, value)))).toEqual([`${path} is ${shown}: ${allowed}`]);
    }
  });
});

test.each<[string, unknown, string]>([
  ["network.family", "vgg", 'network.family is "vgg": allowed is one of "spectrum", "resnext", "miniXception".'],
  [
    "network.activation",
    "tanh",
    `network.activation is "tanh": allowed is one of ${activationNames.map((name) => `"${name}"`).join(", ")}.`,
  ],
  [
    "network.activationPlace",
    1,
    'network.activationPlace is 1: allowed is one of "before-module", "before-add", "after-add".',
  ],
  ["network.residual", "yes", 'network.residual is "yes": allowed is true or false.'],
  ["network.residual", 1, "network.residual is 1: allowed is true or false."],
  ["network.stages", [], "network.stages is []: allowed is a list of 1 to 4 whole numbers from 1 to 8."],
  [
    "network.stages",
    [1, 1, 1, 1, 1],
    "network.stages is [1,1,1,1,1]: allowed is a list of 1 to 4 whole numbers from 1 to 8.",
  ],
  ["network.stages", 2, "network.stages is 2: allowed is a list of 1 to 4 whole numbers from 1 to 8."],
  ["network.stages", [2, 0], "network.stages.1 is 0: allowed is a whole number from 1 to 8."],
  ["network.module.kernel", 2, "network.module.kernel is 2: allowed is one of 1, 3, 5, 7."],
  ["network.module.kernel", "3", 'network.module.kernel is "3": allowed is one of 1, 3, 5, 7.'],
  [
    "network.module.order",
    "depthwise-first",
    'network.module.order is "depthwise-first": allowed is one of "pointwise-first", "spatial-first".',
  ],
  [
    "network.module.intermediateBatchNorm",
    null,
    "network.module.intermediateBatchNorm is null: allowed is true or false.",
  ],
  [
    "network.module",
    null,
    "network.module is null: allowed is an object with the fields segments, intermediateActivation, order, kernel, intermediateBatchNorm.",
  ],
  [
    "training",
    [],
    "training is []: allowed is an object with the fields epochs, learningRate, batchSize, " +
      "optimizer, schedule, weightDecay, decayDepthwise.",
  ],
  ["training.optimizer", "adam", 'training.optimizer is "adam": allowed is an object with the field method.'],
  ["training.optimizer", [], "training.optimizer is []: allowed is an object with the field method."],
  ["training.optimizer.method", "rmsprop", 'training.optimizer.method is "rmsprop": allowed is one of "sgd", "adam".'],
  ["training.schedule.kind", null, 'training.schedule.kind is null: allowed is one of "constant", "cosine", "step".'],
  ["dataset.id", "imagenet", 'dataset.id is "imagenet": allowed is one of "emoji-10", "coupled-10".'],
  ["dataset.settings", [], "dataset.settings is []: allowed is an object with the fields backgrounds, seed."],
  ["arithmetic", "exact", 'arithmetic is "exact": allowed is one of "portable", "fastest".'],
])("%s = %j", (path, value, problem) => {
  expect(problemsOf(() => parseRecipe(withField(path, value)))).toEqual([problem]);
});

test.each<[string, unknown, string]>([
  [
    "backgrounds of Emoji-10",
    { settings: { backgrounds: "black" } },
    'dataset.settings.backgrounds is "black": allowed is one of "varied", "white".',
  ],
  [
    "seed of Emoji-10",
    { settings: { seed: 0.5 } },
    "dataset.settings.seed is 0.5: allowed is a whole number from 0 to 9999.",
  ],
  [
    "κ of Coupled-10",
    { id: "coupled-10", settings: { kappa: 1.5 } },
    "dataset.settings.kappa is 1.5: allowed is a number from 0 to 1.",
  ],
  [
    "κ of Coupled-10, not a number",
    { id: "coupled-10", settings: { kappa: NaN } },
    "dataset.settings.kappa is NaN: allowed is a number from 0 to 1.",
  ],
  [
    "a setting of the other data set",
    { id: "emoji-10", settings: { kappa: 0.5 } },
    "dataset.settings.kappa is 0.5: this version knows no such field; allowed here: backgrounds, seed.",
  ],
])("the data set's own settings are checked: %s", (_, dataset, problem) => {
  expect(problemsOf(() => parseRecipe({ dataset }))).toEqual([problem]);
});

test("unknown fields are named with their path and their neighbours, at every depth", () => {
  const recipe = {
    bogus: 1,
    network: { with: 64, module: { segment: 3 } },
    training: { optimizer: { method: "adam", momentum: 0.9 } },
  };
  expect([...problemsOf(() => parseRecipe(recipe))].sort()).toEqual([
    "bogus is 1: this version knows no such field; " +
      "allowed here: version, network, dataset, training, evaluation, arithmetic, storage, seed.",
    "network.module.segment is 3: this version knows no such field; allowed here: " +
      "segments, intermediateActivation, order, kernel, intermediateBatchNorm.",
    "network.with is 64: this version knows no such field; allowed here: family, " +
      "module, width, stem, stages, residual, activation, activationPlace, dropout.",
    "training.optimizer.momentum is 0.9: this version knows no such field; allowed here: method, beta1, beta2, epsilon.",
  ]);
  expect(problemsOf(() => parseRecipe({ a: null, b: {} }))).toHaveLength(2);
  expect(problemsOf(() => parseRecipeText('{"network": {"__proto__": {"width": 7}}}'))[0]).toMatch(
    /^network\.__proto__ is \{"width":7\}: this version knows no such field/,
  );
});

test("all problems of a recipe are told at once, one sentence per line", () => {
  const wrong = { seed: -1, network: { width: 0.5, residual: "no" } };
  expect(problemsOf(() => parseRecipe(wrong))).toHaveLength(3);
  expect(() => parseRecipe(wrong)).toThrow(
    /^network\.width is 0\.5: .*\.\nnetwork\.residual is "no": .*\.\nseed is -1: .*\.$/,
  );
});

test("segments that do not divide the width, also where one of the two is a default", () => {
  expect(problemsOf(() => parseRecipe({ network: { width: 48, module: { segments: 5 } } }))).toEqual([
    "network.module.segments is 5: 48 channels cannot be cut into 5 equal segments; allowed is one of 1, 2, 3, 4, 6, 8, 12, 16, 24, 48.",
  ]);
  expect(problemsOf(() => parseRecipe({ network: { width: 20 } }))).toEqual([
    "network.module.segments is 16: 20 channels cannot be cut into 16 equal segments; allowed is one of 1, 2, 4, 5, 10, 20.",
  ]);
});

test("a warm-up must end before the run does", () => {
  const warmup = (warmupEpochs: number) => ({ training: { epochs: 5, schedule: { warmupEpochs } } });
  expect(problemsOf(() => parseRecipe(warmup(5)))).toEqual([
    "training.schedule.warmupEpochs is 5: allowed is less than training.epochs, which is 5.",
  ]);
  expect(problemsOf(() => parseRecipe(warmup(4.5)))).toEqual([]);
});

test("versions: a newer one is said to be newer, whatever else is in it; others are no versions", () => {
  const newer = [
    "version is 4: this recipe was made by a newer version of the lab, and this one reads version 3; open it with a newer lab.",
  ];
  expect(problemsOf(() => parseRecipe({ version: 4 }))).toEqual(newer);
  expect(problemsOf(() => parseRecipe({ version: 4, network: { attention: true } }))).toEqual(newer);
  expect(problemsOf(() => parseRecipe({ version: 0 }))).toEqual(["version is 0: allowed is 3."]);
  expect(problemsOf(() => parseRecipe({ version: "1" }))).toEqual(['version is "1": allowed is 3.']);
  expect(problemsOf(() => parseRecipe({ version: null }))).toEqual(["version is null: allowed is 3."]);
});

test("what is no recipe at all", () => {
  const allowed =
    "allowed is an object with the fields version, network, dataset, training, evaluation, arithmetic, storage, seed.";
  for (const [input, shown] of [
    [null, "is null"],
    [[], "is []"],
    ["x", 'is "x"'],
    [7, "is 7"],
    [undefined, "is missing"],
  ] as const) {
    expect(problemsOf(() => parseRecipe(input))).toEqual([`The recipe ${shown}: ${allowed}`]);
  }
});

test("values that cannot be shown in full or as JSON are shown all the same", () => {
  expect(problemsOf(() => parseRecipe({ arithmetic: "x".repeat(1000) }))[0]).toBe(
    `arithmetic is "${"x".repeat(59)}…: allowed is one of "portable", "fastest".`,
  );
  const circle: Record<string, unknown> = {};
  circle["network"] = [circle];
  expect(problemsOf(() => parseRecipe(circle))[0]).toMatch(
    /^network is an object: allowed is an object with the field family/,
  );
});

test("text: sound JSON is read, with or without a byte order mark; broken JSON is refused with its place", () => {
  expect(parseRecipeText('{"seed": 7}').seed).toBe(7);
  expect(parseRecipeText('\uFEFF{"seed": 7}').seed).toBe(7);
  expect(parseRecipeText(JSON.stringify(defaultRecipe, null, 2))).toEqual(defaultRecipe);
  expect(problemsOf(() => parseRecipeText('{\n  "seed": NaN\n}'))).toEqual([
    'The recipe is not JSON: line 2, column 11: expected a value, but found "NaN".',
  ]);
  expect(problemsOf(() => parseRecipeText(""))).toEqual([
    "The recipe is not JSON: line 1, column 1: expected a value, but the text ends.",
  ]);
  expect(problemsOf(() => parseRecipeText("[1]"))[0]).toMatch(/^The recipe is \[1\]: allowed is an object/);
});

test("of many problems the first are told, and how many there are", () => {
  const unknown = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, index]));
  let named = 0;
  try {
    parseRecipe(unknown);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error;
    const told = faultWords(error.fault, (path) => {
      named++;
      return path.join(".");
    });
    expect(told).toHaveLength(9);
    expect(told[8]).toBe("and 99992 more.");
    expect(error.message.length).toBeLessThan(2000);
  }
  expect(named).toBe(8);
});

test("names and values from outside are shortened, and what cannot be seen in them is written out", () => {
  const [told = ""] = problemsOf(() => parseRecipe({ ["\u202e" + "k".repeat(1e6)]: "\u202e\u009b" + "v".repeat(1e6) }));
  expect(told).toMatch(/^\\u\{202e\}k{52}… is "\\u\{202e\}\\u\{9b\}v+…: this version knows no such field/);
  expect(told.length).toBeLessThan(300);
});

test("a name that is repeated in an object is told with its place; two objects may share names", () => {
  expect(problemsOf(() => parseRecipeText('{"seed": 1,\n "s\\u0065ed": 2}'))).toEqual([
    'The recipe cannot be read: line 2, column 2: expected a name in double quotes, but found "seed" for the second time.',
  ]);
  expect(problemsOf(() => parseRecipeText('{"network": {"width": 16}, "training": {"width": 16}}'))).toHaveLength(1);
});
