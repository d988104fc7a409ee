// The bytes that editors write, and those that are no text.
import { expect, test } from "vitest";
import { faultWords, parseRecipeText, RecipeError, textOfBytes, textOfFile } from "./parse.ts";
import { MOST_BYTES } from "./text.ts";

const TEXT = '{"seed": 7, "remark": "é😀"}';

const utf8 = (text: string) => [...new TextEncoder().encode(text)];
const units = (text: string) => Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
const littleEndian = (text: string) => units(text).flatMap((unit) => [unit & 255, unit >> 8]);
const bigEndian = (text: string) => units(text).flatMap((unit) => [unit >> 8, unit & 255]);

test.each([
  ["UTF-8", utf8(TEXT)],
  ["UTF-8 with a byte order mark", [0xef, 0xbb, 0xbf, ...utf8(TEXT)]],
  ["UTF-16, little end first", [0xff, 0xfe, ...littleEndian(TEXT)]],
  ["UTF-16, big end first", [0xfe, 0xff, ...bigEndian(TEXT)]],
])("%s is read", async (_, bytes) => {
  expect(textOfBytes(Uint8Array.from(bytes))).toBe(TEXT);
  expect(await textOfFile(new Blob([Uint8Array.from(bytes)]))).toBe(TEXT);
});

const faultOf = (bytes: readonly number[]): string => {
  try {
    textOfBytes(Uint8Array.from(bytes));
  } catch (error) {
    if (error instanceof RecipeError) return faultWords(error.fault).join("\n");
    throw error;
  }
  return "";
};

test.each([
  ["Latin-1", [0x22, 0xe9, 0x22], "The file is not a text in UTF-8: save it as UTF-8 and open it again."],
  ["half a unit", [0xff, 0xfe, 0x7b], "The file is not a text in UTF-16: save it as UTF-8 and open it again."],
  [
    "UTF-16 without a mark",
    littleEndian(TEXT),
    "The file seems to be in UTF-16 without a byte order mark: save it as UTF-8 and open it again.",
  ],
  [
    "UTF-16 without a mark, big end first",
    bigEndian(TEXT),
    "The file seems to be in UTF-16 without a byte order mark: save it as UTF-8 and open it again.",
  ],
  ["UTF-32", [0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0], "The file seems to be in UTF-32: save it as UTF-8 and open it again."],
  [
    "UTF-32 without a mark",
    [0, 0, 0, 0x7b, 0, 0, 0, 0x7d],
    "The file seems to be in UTF-32: save it as UTF-8 and open it again.",
  ],
])("%s is refused by name", (_, bytes, words) => {
  expect(faultOf(bytes)).toBe(words);
});

test("an empty file is an empty text, which is no recipe", () => {
  expect(textOfBytes(new Uint8Array())).toBe("");
  expect(() => parseRecipeText("")).toThrow(RecipeError);
});

test("a large file is refused, and no more of it is read than a recipe may have", async () => {
  const asked: number[] = [];
  const file = new Blob([new Uint8Array(3 * MOST_BYTES).fill(0x20)]);
  const slice = file.slice.bind(file);
  file.slice = (start, end) => {
    asked.push((end ?? file.size) - (start ?? 0));
    return slice(start, end);
  };
  await expect(textOfFile(file)).rejects.toThrow("The file is larger than 1 MB, and no recipe is: open another.");
  expect(asked).toEqual([MOST_BYTES + 1]);
  expect(await textOfFile(new Blob([new Uint8Array(MOST_BYTES).fill(0x20)]))).toHaveLength(MOST_BYTES);
});
