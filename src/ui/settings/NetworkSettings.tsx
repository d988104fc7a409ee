// The network around the module: stages, residual connections, the activation outside.
import { activationNames, describeActivation } from "../../activations/list.ts";
import type { NetworkRecipe } from "../../recipe/schema.ts";
import { Choice } from "../controls/Choice.tsx";
import { NumberEntry } from "../controls/NumberEntry.tsx";
import { Toggle } from "../controls/Toggle.tsx";
import { useLab } from "../labContext.tsx";
import { FIELD_LABELS, stageLabel } from "./fieldLabels.ts";

const MOST_STAGES = 4;
const MOST_MODULES = 8;
const OUTSIDE = activationNames.map((value) => ({ value, label: describeActivation(value).words }));
const PLACES = [
  { value: "before-module", label: "before the module" },
  { value: "before-add", label: "before the addition" },
  { value: "after-add", label: "after the addition" },
] as const;
const STAGE_COUNTS = Array.from({ length: MOST_STAGES }, (_, index) => ({
  value: String(index + 1),
  label: String(index + 1),
}));

export function NetworkSettings({ network }: { network: NetworkRecipe }) {
  const lab = useLab();
  const { stages } = network;
  const setStage = (at: number, modules: number) =>
    lab.tryChange({ network: { stages: stages.map((before, index) => (index === at ? modules : before)) } });
  const setCount = (amount: number) =>
    lab.change({
      network: { stages: Array.from({ length: amount }, (_, index) => stages[index] ?? stages.at(-1) ?? 1) },
    });
  return (
    <div className="settings-row">
      <Choice
        label={FIELD_LABELS["network.stages"]}
        options={STAGE_COUNTS}
        value={String(stages.length)}
        onChange={(amount) => setCount(Number(amount))}
        help="Max pooling halves the image between two stages."
      />
      {stages.map((modules, index) => (
        <NumberEntry
          key={index}
          label={stageLabel(index)}
          value={modules}
          min={1}
          max={MOST_MODULES}
          whole
          onChange={(amount) => setStage(index, amount)}
        />
      ))}
      <Toggle
        label={FIELD_LABELS["network.residual"]}
        value={network.residual}
        onChange={(residual) => lab.change({ network: { residual } })}
        help="Adds each module’s input to its output."
      />
      <Choice
        label={FIELD_LABELS["network.activation"]}
        options={OUTSIDE}
        value={network.activation}
        onChange={(activation) => lab.change({ network: { activation } })}
      />
      <Choice
        label={FIELD_LABELS["network.activationPlace"]}
        options={PLACES}
        value={network.activationPlace}
        onChange={(activationPlace) => lab.change({ network: { activationPlace } })}
      />
      <NumberEntry
        label={FIELD_LABELS["network.dropout"]}
        value={network.dropout}
        min={0}
        max={0.9}
        step={0.1}
        help="Share of features dropped before the last layer."
        onChange={(dropout) => lab.tryChange({ network: { dropout } })}
      />
    </div>
  );
}
