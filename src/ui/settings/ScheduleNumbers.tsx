// The schedule's own numbers.
import type { ScheduleRecipe } from "../../recipe/schema.ts";
import { NumberEntry } from "../controls/NumberEntry.tsx";
import { FIELD_LABELS } from "./fieldLabels.ts";

export function ScheduleNumbers({
  schedule,
  onChange,
}: {
  schedule: ScheduleRecipe;
  onChange: (schedule: ScheduleRecipe) => string | null;
}) {
  switch (schedule.kind) {
    case "constant":
      return null;
    case "cosine":
      return (
        <NumberEntry
          label={FIELD_LABELS["training.schedule.warmupEpochs"]}
          unit="epochs"
          value={schedule.warmupEpochs}
          min={0}
          max={20}
          step={0.5}
          onChange={(warmupEpochs) => onChange({ ...schedule, warmupEpochs })}
        />
      );
    case "step":
      return (
        <>
          <NumberEntry
            label={FIELD_LABELS["training.schedule.everyEpochs"]}
            unit="epochs"
            value={schedule.everyEpochs}
            min={1}
            max={1000}
            whole
            onChange={(everyEpochs) => onChange({ ...schedule, everyEpochs })}
          />
          <NumberEntry
            label={FIELD_LABELS["training.schedule.factor"]}
            value={schedule.factor}
            min={0.001}
            max={1}
            step={0.01}
            onChange={(factor) => onChange({ ...schedule, factor })}
          />
        </>
      );
    default:
      return schedule satisfies never;
  }
}
