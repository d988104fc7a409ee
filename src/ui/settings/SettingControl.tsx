// The control of one setting, drawn from its description and nothing else.
import type { ReactNode } from "react";
import type { AnyVariant, ChoiceSetting, NumberSetting, Setting } from "../../settings/field.ts";
import { Choice } from "../controls/Choice.tsx";
import { NumberEntry } from "../controls/NumberEntry.tsx";
import { Pick as PickList } from "../controls/Pick.tsx";
import { Toggle } from "../controls/Toggle.tsx";
import { IntegersControl } from "./IntegersControl.tsx";

export interface SettingControlProps<F = Setting | AnyVariant> {
  readonly field: F;
  /** The value in the recipe, of the type that the description says. */
  readonly value: unknown;
  /** Takes a value, or returns a sentence that says why it cannot be. */
  readonly onChange: (value: unknown) => string | null;
  /** In the place of the description's sentence. */
  readonly help?: ReactNode;
}

export function SettingControl({ field, value, onChange, help = field.help }: SettingControlProps) {
  switch (field.kind) {
    case "integer":
    case "number":
      return field.offered ? (
        <OfferedNumber field={field} value={value} onChange={onChange} help={help} />
      ) : (
        <NumberEntry
          label={field.label}
          help={help}
          value={Number(value)}
          min={field.min}
          max={field.max}
          step={field.step ?? 1}
          unit={field.unit}
          whole={field.kind === "integer"}
          onChange={onChange}
        />
      );
    case "choice":
      return <OneOf field={field} options={field.options} value={value} onChange={onChange} help={help} />;
    case "switch":
      return <Toggle label={field.label} help={help} value={value === true} onChange={(on) => void onChange(on)} />;
    case "integers":
      return <IntegersControl field={field} value={value} onChange={onChange} help={help} />;
    case "variant": {
      const options = Object.entries(field.branches).map(([tag, { label }]) => ({ value: tag, label }));
      return <OneOf field={field} options={options} value={value} onChange={onChange} help={help} />;
    }
    default:
      return field satisfies never;
  }
}

interface OneOfProps {
  readonly field: Pick<ChoiceSetting | AnyVariant, "label" | "isList">;
  readonly options: readonly { readonly value: string | number; readonly label: string }[];
  readonly value: unknown;
  readonly onChange: SettingControlProps["onChange"];
  readonly help: ReactNode;
}

function OneOf({ field, options, value, onChange, help }: OneOfProps) {
  const words = options.map((option) => ({ value: String(option.value), label: option.label }));
  const choose = (text: string) => {
    const chosen = options.find((option) => String(option.value) === text);
    if (chosen) onChange(chosen.value);
  };
  const Control = field.isList ? PickList : Choice;
  return <Control label={field.label} help={help} options={words} value={String(value)} onChange={choose} />;
}

/** One of the values that the description offers; any other that came from a link or a file is added to the list. */
function OfferedNumber({ field, value, onChange, help }: SettingControlProps<NumberSetting>) {
  const { values = [], words = String } = field.offered ?? {};
  const all = [...new Set([...values, Number(value)])].sort((a, b) => a - b);
  return (
    <PickList
      label={field.label}
      help={help}
      options={all.map((each) => ({ value: String(each), label: words(each) }))}
      value={String(value)}
      onChange={(text) => void onChange(Number(text))}
    />
  );
}
