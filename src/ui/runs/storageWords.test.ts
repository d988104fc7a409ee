// What is said of the browser's storage is true of what the browser says, and warns only of what can be lost.
import { expect, test } from "vitest";
import { storageWords, unsavedWords } from "./storageWords.ts";

const use = { usage: 12_345_678, quota: 2_100_000_000, isPersisted: false };

test("how much is kept, of how much, and whether it stays", () => {
  expect(storageWords(use)).toBe(
    "Kept in this browser: 12 MB of about 2.1 GB; the browser may erase it when space runs short, and Safari does after " +
      "seven days without a visit.",
  );
  expect(storageWords({ usage: 40_000, quota: null, isPersisted: true })).toBe(
    "Kept in this browser: 0.04 MB; the browser will not erase it by itself.",
  );
  expect(storageWords({ usage: null, quota: null, isPersisted: true })).toMatch(/^Kept in this browser; the browser/);
});

test("finished runs that were never saved are told of, unless the browser keeps them", () => {
  expect(unsavedWords(1, use, false)).toMatch(/^One finished run is nowhere but here: /);
  expect(unsavedWords(12, use, false)).toBe(
    "12 finished runs are nowhere but here: save them as CSV above, or a study’s result under “Save…” there.",
  );
  expect(unsavedWords(0, use, false)).toBeNull();
  expect(unsavedWords(12, use, true)).toBeNull();
  expect(unsavedWords(12, { ...use, isPersisted: true }, false)).toBeNull();
});
