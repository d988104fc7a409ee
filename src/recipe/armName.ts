// What a person may call an arm.

/** Characters; more would not fit into a chip or a chart's legend. */
export const LONGEST_NAME = 40;

/** Spaces, and what cannot be seen: it could turn a line's direction. Joiners stay, as letters and emoji need them. */
const BLANK = /(?![\u200c\u200d])[\p{C}\p{Z}]+/gu;

/** On one line, without spaces around it, of at most 40 characters; null where nothing is left. */
export function armName(text: string): string | null {
  // A character has at most two units, and a few joiners or spaces may go.
  const line = text
    .slice(0, 8 * LONGEST_NAME)
    .replaceAll(BLANK, " ")
    .trim();
  const name = Array.from(line).slice(0, LONGEST_NAME).join("").trimEnd();
  return /[^\u200c\u200d]/u.test(name) ? name : null;
}
