// A number in a range. What is not allowed stays in sight with a sentence that says
// what is, and is not passed on.
import { useState } from "react";
import { Button, Group, Input, Label, NumberField } from "react-aria-components/NumberField";
import { Help } from "./Field.tsx";
import "./Field.css";
import "./NumberEntry.css";

export interface NumberEntryProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  /** Size of a step with the arrow keys and the buttons. */
  readonly step?: number;
  readonly unit?: string | undefined;
  readonly help?: string;
  readonly onChange: (value: number) => void;
}

const FORMAT = { maximumSignificantDigits: 12, useGrouping: false } as const;

export function NumberEntry({ label, value, min, max, whole = false, step = 1, unit, help, onChange }: NumberEntryProps) {
  const [refused, setRefused] = useState<{ readonly entry: number; readonly insteadOf: number } | null>(null);
  // A change from elsewhere (a link, a new width) replaces what was refused.
  const standing = refused !== null && refused.insteadOf === value ? refused.entry : null;
  const problem = standing === null ? null : `${label} is ${Number.isNaN(standing) ? "empty" : standing}: allowed is a ${whole ? "whole " : ""}number from ${min} to ${max}. It stays ${value}.`;

  const enter = (entry: number) => {
    const allowed = entry >= min && entry <= max && (!whole || Number.isInteger(entry));
    setRefused(allowed ? null : { entry, insteadOf: value });
    if (allowed && entry !== value) onChange(entry);
  };
  return (
    <NumberField className="field" value={standing ?? value} onChange={enter} step={step} formatOptions={FORMAT} commitBehavior="validate" isInvalid={problem !== null} isWheelDisabled>
      <Label className="field-label">{unit ? `${label} (${unit})` : label}</Label>
      <Group className="control number">
        <Button slot="decrement" className="number-step">−</Button>
        <Input size={Math.max(4, String(max).length > 6 ? 7 : String(value).length)} />
        <Button slot="increment" className="number-step">+</Button>
      </Group>
      {problem !== null ? <span className="field-error" role="alert">{problem}</span> : help && <Help>{help}</Help>}
    </NumberField>
  );
}
