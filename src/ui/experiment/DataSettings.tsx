// The data set's own settings, drawn from its description and nothing else.
import type { Setting } from "../../data/dataset.ts";
import { describeDataset } from "../../data/registry.ts";
import type { DatasetRecipe } from "../../recipe/schema.ts";
import { NumberEntry } from "../controls/NumberEntry.tsx";
import { Pick } from "../controls/Pick.tsx";
import { useLab } from "../labContext.tsx";

export function DataSettings({ dataset }: { dataset: DatasetRecipe }) {
  const lab = useLab();
  return (
    <div className="settings-row">
      {describeDataset(dataset.id).settings.map((setting) => (
        <DataSetting
          key={setting.key}
          setting={setting}
          value={dataset.settings[setting.key] ?? setting.default}
          onChange={(value) => lab.tryChange({ dataset: { settings: { ...dataset.settings, [setting.key]: value } } })}
        />
      ))}
    </div>
  );
}

interface DataSettingProps {
  readonly setting: Setting;
  readonly value: number | string | boolean;
  readonly onChange: (value: number | string) => string | null;
}

function DataSetting({ setting, value, onChange }: DataSettingProps) {
  switch (setting.kind) {
    case "number":
    case "integer": {
      const { label, help, min, max, step, unit } = setting;
      return (
        <NumberEntry
          label={label}
          help={help}
          value={Number(value)}
          min={min}
          max={max}
          step={step}
          unit={unit}
          whole={setting.kind === "integer"}
          onChange={onChange}
        />
      );
    }
    case "choice":
      return (
        <Pick
          label={setting.label}
          help={setting.help}
          options={setting.options}
          value={String(value)}
          onChange={onChange}
        />
      );
    default:
      return setting satisfies never;
  }
}
