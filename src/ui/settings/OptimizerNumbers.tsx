// The optimizer's own numbers.
import type { OptimizerRecipe } from "../../recipe/schema.ts";
import { NumberEntry } from "../controls/NumberEntry.tsx";

export function OptimizerNumbers({ optimizer, onChange }: { optimizer: OptimizerRecipe; onChange: (optimizer: OptimizerRecipe) => void }) {
  switch (optimizer.method) {
    case "sgd":
      return <NumberEntry label="Momentum" value={optimizer.momentum} min={0} max={0.999} step={0.1} onChange={(momentum) => onChange({ ...optimizer, momentum })} />;
    case "adam":
      return (
        <>
          <NumberEntry label="β₁" value={optimizer.beta1} min={0} max={0.999} step={0.01} onChange={(beta1) => onChange({ ...optimizer, beta1 })} />
          <NumberEntry label="β₂" value={optimizer.beta2} min={0} max={0.9999} step={0.001} onChange={(beta2) => onChange({ ...optimizer, beta2 })} />
          <NumberEntry label="ε" value={optimizer.epsilon} min={1e-12} max={1} step={1e-7} onChange={(epsilon) => onChange({ ...optimizer, epsilon })} />
        </>
      );
    default:
      return optimizer satisfies never;
  }
}
