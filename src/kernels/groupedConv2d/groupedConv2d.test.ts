import { tensor4d } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { describeEngines } from "../testEngines.ts";
import { groupedConv2d } from "./op.ts";

describeEngines("groupedConv2d", () => {
  it("cuts the channels", async () => {
    const x = tensor4d([1, 2, 3, 4], [1, 1, 1, 4]);
    const filter = tensor4d([1, 2, 10, 20], [1, 1, 2, 2]);
    const y = groupedConv2d(x, filter, { segments: 2, strides: [1, 1], pad: "same" });
    expect([...(await y.data())]).toEqual([21, 3 * 2 + 4 * 20]);
  });
});
