// A choice of one among many, in a list that opens.
import type { ReactNode } from "react";
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components/Select";
import { Help } from "./Field.tsx";
import type { Option } from "./Choice.tsx";
import "./Field.css";
import "./Pick.css";

export interface PickProps<V extends string> {
  readonly label: string;
  /** Where it is plain from its place what it chooses; it is still said. */
  readonly isLabelUnseen?: boolean;
  readonly options: readonly Option<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly help?: ReactNode;
}

export function Pick<V extends string>({ label, isLabelUnseen = false, options, value, onChange, help }: PickProps<V>) {
  return (
    <Select
      className="field"
      value={value}
      onChange={(key) => {
        const option = options.find((each) => each.value === key);
        if (option && option.value !== value) onChange(option.value);
      }}
    >
      <Label className={isLabelUnseen ? "unseen" : "field-label"}>{label}</Label>
      <Button className="control pick">
        <SelectValue />
        <span aria-hidden className="pick-arrow" />
      </Button>
      {help && <Help>{help}</Help>}
      <Popover className="pick-list">
        <ListBox>
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.label}>
              {option.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
