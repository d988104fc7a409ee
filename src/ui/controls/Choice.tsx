// A choice of one, or of any, among a few, all visible.
import { useId, type ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup, type Key } from "react-aria-components/ToggleButtonGroup";
import { RadioRow } from "./RadioRow.tsx";
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
  readonly help?: ReactNode;
}

export function Choice<V extends string>({ label, options, value, onChange, help }: ChoiceProps<V>) {
  return (
    <Labelled label={label} help={help}>
      {(names) => <RadioRow options={options} value={value} onChange={onChange} {...names} />}
    </Labelled>
  );
}

interface ChoicesProps<V extends string> {
  readonly label: string;
  readonly options: readonly Option<V>[];
  readonly values: readonly V[];
  readonly onChange: (values: readonly V[]) => void;
  readonly help?: ReactNode;
}

/** A choice of any among a few, at least one. */
export function Choices<V extends string>({ label, options, values, onChange, help }: ChoicesProps<V>) {
  const choose = (keys: Set<Key>) =>
    onChange(options.filter((option) => keys.has(option.value)).map((option) => option.value));
  return (
    <Labelled label={label} help={help}>
      {(names) => (
        <ToggleButtonGroup
          className="choice choice-multiple"
          {...names}
          selectionMode="multiple"
          disallowEmptySelection
          selectedKeys={values}
          onSelectionChange={choose}
        >
          {options.map((option) => (
            <ToggleButton key={option.value} id={option.value} className="choice-option">
              {option.label}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
    </Labelled>
  );
}

interface LabelledProps {
  readonly label: string;
  readonly help: ReactNode;
  readonly children: (names: { "aria-labelledby": string; "aria-describedby"?: string }) => ReactNode;
}

/** A group of options between its label and its help. */
function Labelled({ label, help, children }: LabelledProps) {
  const id = useId();
  return (
    <div className="field">
      <span className="field-label" id={id}>
        {label}
      </span>
      {children({ "aria-labelledby": id, ...(help !== undefined && { "aria-describedby": `${id}-help` }) })}
      {help && (
        <span className="help" id={`${id}-help`}>
          {help}
        </span>
      )}
    </div>
  );
}
