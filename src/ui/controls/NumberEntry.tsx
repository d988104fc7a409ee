// A number in a range, taken when the field is left or Enter is pressed. A value that is not allowed
// stays visible, with a sentence that says what is allowed, and is not passed on.
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Group } from "react-aria-components/Group";
import { Text } from "react-aria-components/Text";
import { Input, Label, TextField } from "react-aria-components/TextField";
import { Help } from "./Field.tsx";
import { readNumber, stepped } from "./readNumber.ts";
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
  readonly help?: ReactNode;
  /** Takes the number, or returns a sentence that says why it cannot be. */
  readonly onChange: (value: number) => string | null;
}

/** The text in the field while it is not the value. */
interface Draft {
  readonly text: string;
  readonly problem: string | null;
  readonly insteadOf: number;
}

export function NumberEntry({
  label,
  value,
  min,
  max,
  whole = false,
  step = 1,
  unit,
  help,
  onChange,
}: NumberEntryProps) {
  const [draft, setDraft] = useState<Draft | null>(null);
  // A change from elsewhere (a link, a new width) replaces what was typed.
  const standing = draft?.insteadOf === value ? draft : null;
  const problem = standing?.problem ?? null;
  const keep = (text: string, why: string | null) => setDraft({ text, problem: why, insteadOf: value });

  const enter = (entry: number, text: string) => {
    const refusal = entry === value ? null : onChange(entry);
    if (refusal === null) setDraft(null);
    else keep(text, refusal);
  };
  const take = () => {
    if (!standing) return;
    const reading = readNumber(standing.text, { label, min, max, whole });
    if ("problem" in reading) keep(standing.text, reading.problem);
    else enter(reading.value, standing.text);
  };
  const move = (by: number) => {
    const next = stepped(value, by, min, max);
    enter(next, String(next));
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowUp: step, ArrowDown: -step }[event.key];
    if (event.key === "Enter") take();
    else if (event.key === "Escape") setDraft(null);
    else if (by !== undefined) {
      event.preventDefault(); // The caret stays where it is.
      move(by);
    }
  };
  return (
    <TextField
      className="field"
      inputMode="decimal"
      autoComplete="off"
      spellCheck="false"
      value={standing?.text ?? String(value)}
      onChange={(text) => keep(text, null)}
      onBlur={take}
      isInvalid={problem !== null}
    >
      <Label className="field-label">{unit ? `${label} (${unit})` : label}</Label>
      <Group className="control number">
        <Button
          className="number-step"
          aria-label={`Decrease ${label}`}
          excludeFromTabOrder
          isDisabled={value <= min}
          onPress={() => move(-step)}
        >
          −
        </Button>
        <Input
          onKeyDown={press}
          data-untyped={standing === null}
          size={Math.max(4, String(max).length > 6 ? 7 : String(value).length)}
        />
        <Button
          className="number-step"
          aria-label={`Increase ${label}`}
          excludeFromTabOrder
          isDisabled={value >= max}
          onPress={() => move(step)}
        >
          +
        </Button>
      </Group>
      {problem !== null ? (
        <Text slot="errorMessage" className="field-error" role="alert">
          {problem} It stays {value}.
        </Text>
      ) : (
        help && <Help>{help}</Help>
      )}
    </TextField>
  );
}
