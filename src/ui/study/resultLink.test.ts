import { expect, test } from "vitest";
import { pack, unpack } from "./resultLink.ts";

test("a text comes back from an address, in characters that need no escape", async () => {
  const text = `{"name":"κ, ✓","numbers":"${"0123456789".repeat(300)}"}\n`;
  const packed = await pack(text);
  expect(packed).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(packed.length).toBeLessThan(text.length / 5);
  expect(await unpack(packed)).toBe(text);
});

test("what is small and unpacks to much, is cut off, or is none, is refused", async () => {
  const bomb = await pack("0".repeat(30_000_000));
  expect(bomb.length).toBeLessThan(50_000);
  await expect(unpack(bomb)).rejects.toThrow("more than 2 MB");
  const packed = await pack("a result, ".repeat(50));
  await expect(unpack(packed.slice(0, -4))).rejects.toThrow();
  await expect(unpack("no result")).rejects.toThrow();
});
