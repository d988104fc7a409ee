// Reads what a person has typed: a number, or a sentence that says what is allowed. Accepts a decimal
// point or comma and powers of ten; refuses groups of digits, which are ambiguous.
export interface Allowed {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

const NUMBER = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i;
/** "1,000" is a thousand to some readers and one to others. */
const TWO_MEANINGS = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/** The number, within the range, or the sentence. */
export function readNumber(
  typed: string,
  { label, min, max, whole }: Allowed,
): { readonly value: number } | { readonly problem: string } {
  const text = typed
    .trim()
    .replace(/^[−–]/, "-")
    .replace(/(e)[−–]/i, "$1-");
  const allowed = `allowed is a ${whole ? "whole " : ""}number from ${min} to ${max}`;
  if (text === "") return { problem: `${label} is empty: ${allowed}.` };
  if (TWO_MEANINGS.test(text))
    return {
      problem: `${label} is “${text}”, which can be read in two ways: write ${text.replace(",", "")} or ${text.replace(",", ".")}.`,
    };
  if (!NUMBER.test(text))
    return { problem: `${label} is “${text}”: ${allowed}${whole ? "" : ", such as 0.05 or 5e-2"}.` };
  const value = Number(text.replace(",", "."));
  if (!(value >= min && value <= max) || (whole && !Number.isInteger(value)))
    return { problem: `${label} is ${text}: ${allowed}.` };
  return { value: value === 0 ? 0 : value }; // no negative zero
}

/** One step up or down, as a person would write it: 0.1 and 0.2 are 0.3; stops at the ends. */
export function stepped(value: number, by: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, Number((value + by).toPrecision(12))));
}
