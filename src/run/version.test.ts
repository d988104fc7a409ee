import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PROGRAM_VERSION } from "./version.ts";

test("a run's record names the version that package.json has", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect(PROGRAM_VERSION).toBe(version);
});
