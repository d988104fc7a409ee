import { expect, it } from "vitest";
import { latestOf } from "./latestOf.ts";

it("gives each report that was waited for, of those in between the latest, and the last", async () => {
  let report: (news: number) => void = () => {};
  let end = (): void => {};
  const news = latestOf<number>((tell) => {
    report = tell;
    return new Promise<void>((resolve) => (end = resolve));
  });
  const first = news.next();
  report(1);
  expect(await first).toEqual({ done: false, value: 1 });
  [2, 3, 4].forEach((value) => report(value));
  expect((await news.next()).value).toBe(4);
  report(5);
  end();
  expect((await news.next()).value).toBe(5);
  expect(await news.next()).toEqual({ done: true, value: undefined });
});

it("fails as the work does, after its last report", async () => {
  const news = latestOf<string>(async (report) => {
    report("half");
    throw new Error("torn");
  });
  expect((await news.next()).value).toBe("half");
  await expect(news.next()).rejects.toThrow("torn");
});
