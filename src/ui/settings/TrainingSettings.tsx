// The detailed settings of training, the same for all arms.
import { optimizerSchema, scheduleSchema, defaultRecipe, type TrainingRecipe } from "../../recipe/schema.ts";
import { Choice } from "../controls/Choice.tsx";
import { NumberEntry } from "../controls/NumberEntry.tsx";
import { Toggle } from "../controls/Toggle.tsx";
import { useLab, useLabState } from "../labContext.tsx";
import { FIELD_LABELS } from "./fieldLabels.ts";
import { OptimizerNumbers } from "./OptimizerNumbers.tsx";
import { ScheduleNumbers } from "./ScheduleNumbers.tsx";
import "./settings.css";

const METHODS = [
  { value: "sgd", label: "SGD" },
  { value: "adam", label: "Adam" },
] as const;
const SCHEDULES = [
  { value: "constant", label: "constant" },
  { value: "cosine", label: "cosine" },
  { value: "step", label: "stepwise" },
] as const;
const ARITHMETICS = [
  { value: "portable", label: "portable" },
  { value: "fastest", label: "fastest" },
] as const;
const STORAGES = [
  { value: "float32", label: "32 bits" },
  { value: "float16", label: "16 bits" },
] as const;

/** A default rate for each method, until the person chooses one: Adam's steps do not shrink with the gradient. */
const USUAL_RATES: Readonly<Record<TrainingRecipe["optimizer"]["method"], number>> = {
  sgd: defaultRecipe.training.learningRate,
  adam: 0.002,
};

export function TrainingSettings() {
  const lab = useLab();
  const { training, arithmetic, storage } = useLabState(({ experiment: { recipe } }) => ({
    training: recipe.training,
    arithmetic: recipe.arithmetic,
    storage: recipe.storage,
  }));
  const change = (part: Partial<TrainingRecipe>) => lab.change({ training: part });
  const enter = (part: Partial<TrainingRecipe>) => lab.tryChange({ training: part });
  const { optimizer, schedule } = training;
  const chooseMethod = (method: "sgd" | "adam") => {
    const isUsual = training.learningRate === USUAL_RATES[optimizer.method];
    change({ optimizer: optimizerSchema.parse({ method }), ...(isUsual && { learningRate: USUAL_RATES[method] }) });
  };
  return (
    <div className="settings-row">
      <NumberEntry
        label={FIELD_LABELS["training.batchSize"]}
        value={training.batchSize}
        min={1}
        max={512}
        whole
        step={8}
        unit="images"
        onChange={(batchSize) => enter({ batchSize })}
      />
      <Choice
        label={FIELD_LABELS["training.optimizer.method"]}
        options={METHODS}
        value={optimizer.method}
        onChange={chooseMethod}
      />
      <OptimizerNumbers optimizer={optimizer} onChange={(next) => enter({ optimizer: next })} />
      <Choice
        label={FIELD_LABELS["training.schedule.kind"]}
        options={SCHEDULES}
        value={schedule.kind}
        onChange={(kind) => change({ schedule: scheduleSchema.parse({ kind }) })}
      />
      <ScheduleNumbers schedule={schedule} onChange={(next) => enter({ schedule: next })} />
      <NumberEntry
        label={FIELD_LABELS["training.weightDecay"]}
        value={training.weightDecay}
        min={0}
        max={1}
        step={0.0001}
        help="L2 coefficient of the filters."
        onChange={(weightDecay) => enter({ weightDecay })}
      />
      <Toggle
        label={FIELD_LABELS["training.decayDepthwise"]}
        value={training.decayDepthwise}
        onChange={(decayDepthwise) => change({ decayDepthwise })}
        help="Off, so that decay does not favour one end of the spectrum."
      />
      <Choice
        label={FIELD_LABELS.arithmetic}
        options={ARITHMETICS}
        value={arithmetic}
        onChange={(next) => lab.change({ arithmetic: next })}
        help="Portable gives the same bits on every machine."
      />
      <Choice
        label={FIELD_LABELS.storage}
        options={STORAGES}
        value={storage}
        onChange={(next) => lab.change({ storage: next })}
        help="On a GPU, 16 move fewer bytes and round more; sums keep 32."
      />
    </div>
  );
}
