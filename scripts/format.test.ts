// AssemblyScript is formatted with its decorators on functions, which TypeScript does not have.
import { expect, test } from "vitest";
import { layOut } from "./format.mjs";

test("decorators of functions stay where they are, and a second time changes nothing", async () => {
  const once = await layOut("a.as.ts", "@inline\nexport function one( ):i32{return 1}\n");
  expect(once).toBe("@inline\nexport function one(): i32 {\n  return 1;\n}\n");
  expect(await layOut("a.as.ts", once)).toBe(once);
});

test("what cannot be read is refused with the file's name", async () => {
  await expect(layOut("b.as.ts", "export function (")).rejects.toThrow(/^b\.as\.ts cannot be formatted/);
});
