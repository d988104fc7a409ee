// The data set, its pictures, and how long and how fast the arms learn from it.
import { datasetIds, describeDataset } from "../../data/registry.ts";
import { Fold } from "../controls/Fold.tsx";
import { NumberEntry } from "../controls/NumberEntry.tsx";
import { Pick } from "../controls/Pick.tsx";
import { useLab, useLabState } from "../labContext.tsx";
import { FIELD_LABELS } from "../settings/fieldLabels.ts";
import { TrainingSettings } from "../settings/TrainingSettings.tsx";
import { Attribution } from "./Attribution.tsx";
import { ContactSheet } from "./ContactSheet.tsx";
import { DataSettings } from "./DataSettings.tsx";

const DATASETS = datasetIds.map((value) => ({
  value,
  label: `${describeDataset(value).title}, ${describeDataset(value).kind}, colour`,
}));
const GREATEST_SEED = 2 ** 32 - 1;

export function DataPanel() {
  const lab = useLab();
  const { dataset, training, seed } = useLabState(({ experiment }) => experiment.recipe);
  const description = describeDataset(dataset.id);
  return (
    <>
      <div className="settings-row data-row">
        <Pick
          label={FIELD_LABELS["dataset.id"]}
          options={DATASETS}
          value={dataset.id}
          onChange={(id) => lab.change({ dataset: { id } })}
        />
        <NumberEntry
          label={FIELD_LABELS["training.epochs"]}
          value={training.epochs}
          min={1}
          max={1000}
          whole
          onChange={(epochs) => lab.tryChange({ training: { epochs } })}
        />
        <NumberEntry
          label={FIELD_LABELS["training.learningRate"]}
          value={training.learningRate}
          min={0}
          max={1e6}
          step={0.01}
          onChange={(learningRate) => lab.tryChange({ training: { learningRate } })}
        />
        <NumberEntry
          label={FIELD_LABELS.seed}
          value={seed}
          min={0}
          max={GREATEST_SEED}
          whole
          onChange={(next) => lab.tryChange({ seed: next })}
        />
      </div>
      <p className="data-summary soft">
        {description.summary} {description.kind === "real" && <Attribution />}
      </p>
      <ContactSheet />
      <div className="data-folds">
        <Fold title={`${description.title}: settings`}>
          <DataSettings dataset={dataset} />
        </Fold>
        <Fold title="Training in detail" note="batch, optimizer, schedule, decay, arithmetic, storage">
          <TrainingSettings />
        </Fold>
      </div>
    </>
  );
}
