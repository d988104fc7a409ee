// What is said of runs that were trained again accuses nobody wrongly, and excuses nobody either.
import { expect, test } from "vitest";
import type { RunCheck } from "../../study/check.ts";
import { checkSummary, checkWords } from "./checkWords.ts";

const identical: RunCheck = { kind: "identical", numbers: 12 };
const parts: RunCheck = { kind: "parts", first: { what: "step loss", at: 3, told: 2, found: 2.5 } };
const bound = { differing: [], isBound: true } as const;

test.each([
  ["nothing", [], /^None of its 4 runs can be compared/],
  ["one that is identical", [{ check: identical, ...bound }], /^1 of 4 runs trained here too: it is identical/],
  [
    "one that parts on the same terms",
    [{ check: parts, ...bound }],
    /1 not\. On the same terms that should not be, as with one run: /,
  ],
  [
    "one of another version",
    [{ check: parts, differing: ["version"], isBound: true }],
    /expected: nothing is confirmed/,
  ],
  ["one of a GPU", [{ check: parts, differing: [], isBound: false }], /expected: nothing is confirmed/],
  [
    "one of another version beside one on the same terms",
    [
      { check: parts, differing: ["version"], isBound: true },
      { check: parts, ...bound },
    ],
    /0 identical, 2 not\. On the same terms that should not be, as with one run: /,
  ],
] as const)("%s", (_what, checked, words) => {
  expect(checkSummary(checked, 4)).toMatch(words);
});

test("where two runs part is told with both numbers, or that only one has it", () => {
  expect(checkWords(parts)).toBe("parts at step 3, in the loss: 2.00000000 told, 2.50000000 found, 2.5e-1 of it");
  expect(checkWords({ kind: "parts", first: { ...parts.first, told: NaN } })).toBe(
    "parts at step 3, in the loss: only one of the two has it",
  );
});
