import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sha256 } from "./sha256.ts";

test("agrees with Node's SHA-256 for every length around the block's borders", () => {
  const bytes = Uint8Array.from({ length: 200 }, (_, index) => (index * 73 + 11) & 255);
  for (let length = 0; length <= 200; length++) {
    const part = bytes.subarray(0, length);
    expect(sha256(part)).toBe(createHash("sha256").update(part).digest("hex"));
  }
});
