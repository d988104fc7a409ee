// A choice of one among a few, all visible.
import { useId } from "react";
import { ToggleButton, ToggleButtonGroup, type Key } from "react-aria-components/ToggleButtonGroup";
import "./Field.css";
import "./Choice.css";

export interface Option<V extends string> {
  readonly value: V;
  readonly label: string;
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly options: readonly Option<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly help?: string;
}

export function Choice<V extends string>({ label, options, value, onChange, help }: ChoiceProps<V>) {
  const choose = (keys: Set<Key>) => {
    const option = options.find((each) => keys.has(each.value));
    if (option && option.value !== value) onChange(option.value);
  };
  return <Group label={label} options={options} help={help} mode="single" chosen={[value]} onChange={choose} />;
}

interface ChoicesProps<V extends string> {
  readonly label: string;
  readonly options: readonly Option<V>[];
  readonly values: readonly V[];
  readonly onChange: (values: readonly V[]) => void;
  readonly help?: string;
}

/** A choice of any among a few, at least one. */
export function Choices<V extends string>({ label, options, values, onChange, help }: ChoicesProps<V>) {
  const choose = (keys: Set<Key>) =>
    onChange(options.filter((option) => keys.has(option.value)).map((option) => option.value));
  return <Group label={label} options={options} help={help} mode="multiple" chosen={values} onChange={choose} />;
}

interface GroupProps {
  readonly label: string;
  readonly options: readonly Option<string>[];
  readonly help: string | undefined;
  readonly mode: "single" | "multiple";
  readonly chosen: readonly string[];
  readonly onChange: (keys: Set<Key>) => void;
}

function Group({ label, options, help, mode, chosen, onChange }: GroupProps) {
  const id = useId();
  return (
    <div className="field">
      <span className="field-label" id={id}>
        {label}
      </span>
      <ToggleButtonGroup
        className={`choice choice-${mode}`}
        aria-labelledby={id}
        {...(help ? { "aria-describedby": `${id}-help` } : {})}
        selectionMode={mode}
        disallowEmptySelection
        selectedKeys={chosen}
        onSelectionChange={onChange}
      >
        {options.map((option) => (
          <ToggleButton key={option.value} id={option.value}>
            {option.label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {help && (
        <span className="help" id={`${id}-help`}>
          {help}
        </span>
      )}
    </div>
  );
}
