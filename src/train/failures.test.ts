import { expect, it } from "vitest";
import { DatasetError } from "../data/dataset.ts";
import { checkLoss, describeFailure } from "./failures.ts";
import { RunFault } from "../run/runFault.ts";

it.each([NaN, Infinity, 1e9])("a loss of %s has diverged", (loss) => {
  expect(() => checkLoss(loss, 7, 0.5)).toThrow(RunFault);
  expect(() => checkLoss(loss, 7, 0.5)).toThrow(/at step 7, with a learning rate of 0\.500/);
});

it.each([0, 2.3, 900])("a loss of %s may come back", (loss) => {
  expect(() => checkLoss(loss, 7, 0.5)).not.toThrow();
});

it("each fault has its reason", () => {
  expect(describeFailure(new DatasetError("missing", "It is not there."))).toEqual({
    reason: "data",
    message: "It is not there.",
  });
  expect(describeFailure(new Error("Aborted(Cannot enlarge memory arrays)")).reason).toBe("out-of-memory");
  expect(describeFailure("anything else").reason).toBe("internal");
});
