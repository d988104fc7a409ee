// A choice of one among many, in a list that opens.
import type { ReactNode } from "react";
import { Header } from "react-aria-components/Header";
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Select,
  SelectValue,
} from "react-aria-components/Select";
import { Help } from "./Field.tsx";
import type { Option } from "./Choice.tsx";
import "./Field.css";
import "./Pick.css";

export interface PickProps<V extends string> {
  readonly label: string;
  /** Where it is plain from its place what it chooses; it is still said. */
  readonly isLabelUnseen?: boolean;
  readonly options: readonly Option<V>[];
  /** Further options, under headings. */
  readonly groups?: readonly OptionGroup<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly help?: ReactNode;
}

export interface OptionGroup<V extends string> {
  readonly title: string;
  readonly options: readonly Option<V>[];
}

export function Pick<V extends string>({
  label,
  isLabelUnseen = false,
  options,
  groups = [],
  value,
  onChange,
  help,
}: PickProps<V>) {
  const all = [...options, ...groups.flatMap((group) => group.options)];
  return (
    <Select
      className="field"
      value={value}
      onChange={(key) => {
        const option = all.find((each) => each.value === key);
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
          {options.map(listItem)}
          {groups.map((group) => (
            <ListBoxSection key={group.title} id={group.title}>
              <Header className="pick-heading">{group.title}</Header>
              {group.options.map(listItem)}
            </ListBoxSection>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

function listItem<V extends string>({ value, label }: Option<V>): ReactNode {
  return (
    <ListBoxItem key={value} id={value} textValue={label}>
      {label}
    </ListBoxItem>
  );
}
