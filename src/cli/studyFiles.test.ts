// What a folder of files says where one of them cannot be.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { whyTooLarge, writeResult } from "../study/result.ts";
import { resultOf } from "../study/testResults.ts";
import { tell } from "./print.ts";
import { writeFiles } from "./studyFiles.ts";
import { newFolder } from "./testProgram.ts";

vi.mock("../study/result.ts", { spy: true });
vi.mock("./print.ts", { spy: true });

test("a result too large to be opened again is left out with a remark, and stops no other file", async () => {
  const into = newFolder();
  const place = join(newFolder(), "a.json");
  writeFileSync(place, writeResult(resultOf([1])));
  vi.mocked(whyTooLarge).mockReturnValue("would have too many runs.");
  expect(await writeFiles({ places: [place], group: 1, isMixed: false }, into)).toBe(0);
  expect(vi.mocked(tell).mock.calls[0]).toEqual(["result.json is left out: the result would have too many runs."]);
  expect(readdirSync(into)).toEqual(expect.arrayContaining(["report.md", "curves.parquet", "study.json"]));
  expect(readdirSync(into)).not.toContain("result.json");
});
