import { expect, test } from "vitest";
import { quoted, shown } from "./shown.ts";

test.each([
  ["plain", "plain"],
  ["x".repeat(60), "x".repeat(60)],
  ["x".repeat(61), `${"x".repeat(60)}…`],
  ["😀".repeat(61), `${"😀".repeat(60)}…`],
  ["a\u202Eb\u0000\n\u2028\uFEFF", "a\\u{202e}b\\u{0}\\u{a}\\u{2028}\\u{feff}"],
  ["\uD800", "\\u{d800}"],
  ["é ü 中", "é ü 中"],
])("%j is shown as %j", (text, words) => {
  expect(shown(text)).toBe(words);
});

test("a text of megabytes is cut before it is looked at", () => {
  expect(Array.from(shown("\u202E".repeat(2e6)))).toHaveLength(61);
  expect(Array.from(quoted("\n".repeat(2e6)))).toHaveLength(61);
  expect(quoted('say "x"')).toBe('"say \\"x\\""');
});
