// The optimizer's own numbers.
import type { OptimizerRecipe } from "../../recipe/schema.ts";
import { NumberEntry } from "../controls/NumberEntry.tsx";
import { FIELD_LABELS } from "./fieldLabels.ts";

export function OptimizerNumbers({
  optimizer,
  onChange,
}: {
  optimizer: OptimizerRecipe;
  onChange: (optimizer: OptimizerRecipe) => string | null;
}) {
  switch (optimizer.method) {
    case "sgd":
      return (
        <NumberEntry
          label={FIELD_LABELS["training.optimizer.momentum"]}
          value={optimizer.momentum}
          min={0}
          max={0.999}
          step={0.1}
          onChange={(momentum) => onChange({ ...optimizer, momentum })}
        />
      );
    case "adam":
      return (
        <>
          <NumberEntry
            label={FIELD_LABELS["training.optimizer.beta1"]}
            value={optimizer.beta1}
            min={0}
            max={0.999}
            step={0.01}
            onChange={(beta1) => onChange({ ...optimizer, beta1 })}
          />
          <NumberEntry
            label={FIELD_LABELS["training.optimizer.beta2"]}
            value={optimizer.beta2}
            min={0}
            max={0.9999}
            step={0.001}
            onChange={(beta2) => onChange({ ...optimizer, beta2 })}
          />
          <NumberEntry
            label={FIELD_LABELS["training.optimizer.epsilon"]}
            value={optimizer.epsilon}
            min={1e-12}
            max={1}
            step={1e-7}
            onChange={(epsilon) => onChange({ ...optimizer, epsilon })}
          />
        </>
      );
    default:
      return optimizer satisfies never;
  }
}
