import { beforeEach, describe, expect, test } from "vitest";
import { stepsCsv } from "../../charts/csv.ts";
import { browser, settle } from "../../lab/keeping/testTabs.ts";
import { evaluatedEvent, startedEvent, stepEvent } from "../../lab/testRuns.ts";
import { emptyDatabase } from "../../shelf/testShelf.ts";
import { curveRunsOf, latestCurveRuns } from "./curveRuns.ts";

beforeEach(emptyDatabase);

const steps = (id: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => stepEvent(id, from + index));
const lines = (csv: string) => csv.trimEnd().split("\r\n").length - 1;

describe("the file of steps", () => {
  test("has every step that is known when it is asked for, not those of the last drawing", async () => {
    const tab = await browser().openTab();
    tab.lab.train();
    tab.dispatch(startedEvent("1.2"), ...steps("1.2", 1, 10));
    const drawn = curveRunsOf(tab.store.getState());
    tab.dispatch(...steps("1.2", 11, 25), evaluatedEvent("1.2", 1, 0.5));
    expect(lines(stepsCsv(await latestCurveRuns(tab.lab)))).toBe(25);
    expect(lines(stepsCsv(drawn))).toBe(10);
  });

  test("has the steps of runs that are kept and were not read yet", async () => {
    const { openTab } = browser();
    const before = await openTab();
    before.lab.train();
    for (const id of ["1.2", "1.3"])
      before.dispatch(startedEvent(id), ...steps(id, 1, 300), evaluatedEvent(id, 1, 0.5), {
        type: "finished",
        runId: id,
        elapsedMs: 900,
        imagesPerSecond: 50,
      });
    await settle();
    before.crash();

    const after = await openTab();
    expect(after.store.getState().histories.size).toBe(0);
    expect(lines(stepsCsv(await latestCurveRuns(after.lab)))).toBe(600);
  });

  test("has those of a hidden run once it is shown again, and none while it is hidden", async () => {
    const tab = await browser().openTab();
    tab.lab.train();
    tab.dispatch(startedEvent("1.2"), ...steps("1.2", 1, 10), startedEvent("1.3"), ...steps("1.3", 1, 5));
    tab.lab.hide(["1.2"]);
    tab.dispatch(...steps("1.2", 11, 20));
    expect(lines(stepsCsv(await latestCurveRuns(tab.lab)))).toBe(5);
    tab.lab.show(["1.2"]);
    expect(lines(stepsCsv(await latestCurveRuns(tab.lab)))).toBe(25);
  });
});
