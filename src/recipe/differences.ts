// Names recipes by what differs between them, in the paper's words. What they share is left out, except
// for the point on the spectrum itself.
import { describeActivation } from "../activations/list.ts";
import { DATASETS } from "./datasets.ts";
import { canonicalJson } from "./hash.ts";
import type { NetworkRecipe, OptimizerRecipe, Recipe, ScheduleRecipe } from "./schema.ts";

const PLACE_WORDS = {
  "before-module": "activation before the module",
  "before-add": "activation before the addition",
  "after-add": "activation after the addition",
} as const satisfies Record<NetworkRecipe["activationPlace"], string>;

/** The words for one aspect of a recipe, in the order in which names are read. */
const ASPECTS: readonly ((recipe: Recipe) => string)[] = [
  ({ network }) => `width ${network.width}`,
  ({ network }) => `${network.module.kernel}×${network.module.kernel}`,
  ({ network }) => (network.module.order === "pointwise-first" ? "1×1 first" : "1×1 last"),
  ({ network }) => (network.module.intermediateBatchNorm ? "batch norm between" : "no batch norm between"),
  ({ network }) => stagesWords(network.stages),
  ({ network }) => (network.residual ? "residual" : "no residual"),
  ({ network }) =>
    network.activation === "none" ? "no activation outside" : `${describeActivation(network.activation).words} outside`,
  ({ network }) => PLACE_WORDS[network.activationPlace],
  ({ network }) => `dropout ${network.dropout}`,
  ({ dataset }) => DATASETS[dataset.id].title,
  ({ training }) => `${training.epochs} ${training.epochs === 1 ? "epoch" : "epochs"}`,
  ({ training }) => `batch ${training.batchSize}`,
  ({ training }) => optimizerWords(training.optimizer),
  ({ training }) => `rate ${training.learningRate}`,
  ({ training }) => scheduleWords(training.schedule),
  ({ training }) => `weight decay ${training.weightDecay}`,
  ({ training }) => (training.decayDepthwise ? "depthwise decayed" : "depthwise not decayed"),
  ({ arithmetic }) => `${arithmetic} arithmetic`,
  ({ storage }) => (storage === "float16" ? "stored in 16 bits" : "stored in 32 bits"),
  ({ seed }) => `seed ${seed}`,
];

/** "16 segments, ReLU", and anything else that the recipes do not share; repeats of one recipe are numbered. */
export function differences(recipes: readonly Recipe[]): readonly string[] {
  const telling = [...ASPECTS, ...settingAspects(recipes)].filter(
    (aspect) => new Set(recipes.map(aspect).filter((words) => words !== "")).size > 1,
  );
  const seen = new Map<string, number>();
  return recipes.map((recipe) => {
    const key = canonicalJson(recipe);
    const time = (seen.get(key) ?? 0) + 1;
    seen.set(key, time);
    const parts = [pointWords(recipe), ...telling.map((aspect) => aspect(recipe)).filter((words) => words !== "")];
    return (time > 1 ? [...parts, `run ${time}`] : parts).join(", ");
  });
}

/** One aspect for each setting of the recipes' data sets. */
function settingAspects(recipes: readonly Recipe[]): readonly ((recipe: Recipe) => string)[] {
  const ids = new Set(recipes.map(({ dataset }) => dataset.id));
  return [...ids].flatMap((id) =>
    DATASETS[id].settings.map(({ key, label }) => ({ dataset }: Recipe) => {
      const value = dataset.id === id ? dataset.settings[key] : undefined;
      return value === undefined ? "" : `${label.toLowerCase()} ${String(value)}`;
    }),
  );
}

/** "2 + 2 modules", "1 module". */
export function stagesWords(stages: readonly number[]): string {
  return `${stages.join(" + ")} ${stages.length === 1 && stages[0] === 1 ? "module" : "modules"}`;
}

/** "16 segments, ReLU". */
export function pointWords({ network: { module } }: Recipe): string {
  return `${module.segments} ${module.segments === 1 ? "segment" : "segments"}, ${describeActivation(module.intermediateActivation).words}`;
}

export function optimizerWords(optimizer: OptimizerRecipe): string {
  switch (optimizer.method) {
    case "sgd":
      return `SGD ${optimizer.momentum}`;
    case "adam":
      return `Adam ${optimizer.beta1} ${optimizer.beta2} ${optimizer.epsilon}`;
    default:
      return optimizer satisfies never;
  }
}

export function scheduleWords(schedule: ScheduleRecipe): string {
  switch (schedule.kind) {
    case "constant":
      return "constant";
    case "cosine":
      return schedule.warmupEpochs > 0 ? `cosine after ${schedule.warmupEpochs} warm-up` : "cosine";
    case "step":
      return `× ${schedule.factor} every ${schedule.everyEpochs}`;
    default:
      return schedule satisfies never;
  }
}
