// A list of whole numbers: how many there are, and each of them.
import type { ReactNode } from "react";
import type { IntegersSetting } from "../../settings/field.ts";
import { Choice } from "../controls/Choice.tsx";
import { NumberEntry } from "../controls/NumberEntry.tsx";

interface IntegersControlProps {
  readonly field: IntegersSetting;
  readonly value: unknown;
  /** Takes a list, or returns a sentence that says why it cannot be. */
  readonly onChange: (value: readonly number[]) => string | null;
  readonly help: ReactNode;
}

export function IntegersControl({ field, value, onChange, help }: IntegersControlProps) {
  const numbers = Array.isArray(value) ? value.map(Number) : [];
  const lengths = Array.from({ length: field.longest - field.shortest + 1 }, (_, index) =>
    String(field.shortest + index),
  );
  // A new place starts with the last one's value.
  const resize = (length: number) =>
    onChange(Array.from({ length }, (_, index) => numbers[index] ?? numbers.at(-1) ?? 1));
  const replace = (at: number, number: number) => onChange(numbers.map((old, index) => (index === at ? number : old)));
  return (
    <>
      <Choice
        label={field.label}
        help={help}
        options={lengths.map((length) => ({ value: length, label: length }))}
        value={String(numbers.length)}
        onChange={(length) => void resize(Number(length))}
      />
      {numbers.map((number, index) => (
        <NumberEntry
          key={index}
          label={field.itemLabel(index)}
          value={number}
          min={1}
          max={field.max}
          whole
          onChange={(entered) => replace(index, entered)}
        />
      ))}
    </>
  );
}
