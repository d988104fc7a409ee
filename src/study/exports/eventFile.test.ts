// An event file is, byte for byte, what TensorBoard's own code writes (scripts/golden/make_events.py).
import { expect, test } from "vitest";
import { eventFile } from "./eventFile.ts";
import golden from "./golden/events.json" with { type: "json" };

test(`the events are those of ${golden.source}`, () => {
  expect(Buffer.from(eventFile(golden.events)).toString("hex")).toBe(
    Buffer.from(golden.file, "base64").toString("hex"),
  );
});
