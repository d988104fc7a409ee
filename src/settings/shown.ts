// Text from a file or a link, as messages show it: short, and with every character visible.

const LONGEST_SHOWN = 60;
/** Control and format characters (which can turn the direction of a line), separators of lines, halves of characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** At most 60 characters and "…"; an invisible character is written as its code: `\u{202e}`. */
export function shown(text: string): string {
  // Two units make at most one character; one more tells whether the text goes on.
  const seen = text
    .slice(0, 2 * LONGEST_SHOWN + 2)
    .replaceAll(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`);
  const characters = Array.from(seen);
  return characters.length > LONGEST_SHOWN ? `${characters.slice(0, LONGEST_SHOWN).join("")}…` : seen;
}

/** The same in double quotes. */
export function quoted(text: string): string {
  return shown(JSON.stringify(text.slice(0, 2 * LONGEST_SHOWN + 2)));
}
