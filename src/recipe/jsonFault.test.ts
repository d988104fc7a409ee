// The place of a fault is found, and JSON.parse decides what is a fault.
import { expect, test } from "vitest";
import { jsonFault, jsonFaultWords } from "./jsonFault.ts";

const broken: readonly (readonly [text: string, fault: string])[] = [
  ["", "line 1, column 1: expected a value, but the text ends"],
  ["{", "line 1, column 2: expected a name in double quotes or }, but the text ends"],
  ['{"a"', "line 1, column 5: expected a colon, but the text ends"],
  ['{"a": ', "line 1, column 7: expected a value, but the text ends"],
  ['{"a":1', "line 1, column 7: expected a comma or the closing bracket, but the text ends"],
  ['{"a":1,}', 'line 1, column 8: expected a name in double quotes, but found "}"'],
  ["[1,]", 'line 1, column 4: expected a value, but found "]"'],
  ["[1 2]", 'line 1, column 4: expected a comma or the closing bracket, but found "2"'],
  ["[}", 'line 1, column 2: expected a value or ], but found "}"'],
  ['{"a":1]', 'line 1, column 7: expected a comma or the closing bracket, but found "]"'],
  ['{"a":1}}', 'line 1, column 8: expected the end, but found "}"'],
  ['{"a" = 1}', 'line 1, column 6: expected a colon, but found "="'],
  ["{seed: 1}", 'line 1, column 2: expected a name in double quotes or }, but found "seed"'],
  ["{'seed': 1}", `line 1, column 2: expected a name in double quotes or }, but found "'"`],
  ['{"a":\n  [1,\r\n\t-Infinity]}', 'line 3, column 2: expected a value, but found "-Infinity"'],
  ["01", 'line 1, column 1: expected a value, but found "01"'],
  ["1.", 'line 1, column 1: expected a value, but found "1."'],
  ["truer", 'line 1, column 1: expected a value, but found "truer"'],
  ["// a remark\n{}", 'line 1, column 1: expected a value, but found "/"'],
  [
    '"open',
    "line 1, column 1: expected a value, but found a string that does not end or holds a character that must be escaped",
  ],
  [
    '{"a\n":1}',
    "line 1, column 2: expected a name in double quotes or }, but found " +
      "a string that does not end or holds a character that must be escaped",
  ],
  [
    '"\\x"',
    "line 1, column 1: expected a value, but found a string that does not end or holds a character that must be escaped",
  ],
  ['"😀" 😀', 'line 1, column 6: expected the end, but found "😀"'],
];

const sound = [
  "{}",
  "[]",
  " [ ] ",
  "0",
  "-0.5e+10",
  '"\\u00e9\\n\\\\"',
  '{"a":{"b":[1,2,{"c":null}]},"d":true}',
  '[[],{},"",false]',
  '"\u007f\u2028"',
  '\t{\r\n"a" : 1 }\n',
];

test.each(broken)("%j", (text, fault) => {
  expect(() => {
    JSON.parse(text);
  }).toThrow(SyntaxError);
  const found = jsonFault(text);
  expect(found && jsonFaultWords(found)).toBe(fault);
});

test.each(sound)("%j is JSON", (text) => {
  expect(() => {
    JSON.parse(text);
  }).not.toThrow();
  expect(jsonFault(text)).toBeNull();
});

test("every shortening and every one-character change of a recipe is judged as JSON.parse judges it", () => {
  const text = '{"seed": 1, "network": {"stages": [2, -2.5e3], "residual": true, "a\\"b": null}}';
  const variants = [...text].flatMap((_, index) => [
    text.slice(0, index),
    ...['"', ",", "}", "]", "0", " ", "\\", "x"].map(
      (character) => text.slice(0, index) + character + text.slice(index + 1),
    ),
  ]);
  const isJson = (variant: string): boolean => {
    try {
      JSON.parse(variant);
      return true;
    } catch {
      return false;
    }
  };
  expect(variants.filter((variant) => (jsonFault(variant) === null) !== isJson(variant))).toEqual([]);
});

test.each([
  ["a string of ten million characters", `{"a": "${"x".repeat(1e7)}" 1}`],
  ["a string of a million escapes", `{"a": "${"\\n".repeat(1e6)}" 1}`],
  ["a string that does not end", `{"a": "${"x".repeat(1e7)}`],
  ["a million digits", `[${"1".repeat(1e6)}x]`],
  ["a million spaces", `[${" ".repeat(1e6)}x]`],
  ["a million brackets", "[".repeat(1e6)],
])("%s does not overflow the stack", (_, text) => {
  expect(jsonFault(text)).not.toBeNull();
});
