import { expect, test } from "vitest";
import {
  bytes,
  count,
  duration,
  isoDay,
  moment,
  percent,
  percentWithError,
  plural,
  pointsBetween,
  short,
} from "./format.ts";

const plain = (text: string) => text.replaceAll("\u202f", " ");

test.each([
  [22855952, "22,855,952"],
  [640, "640"],
  [1939.6, "1,940"],
])("counts %d as %s", (value, words) => expect(count(value)).toBe(words));

test.each([
  [8357000000, "8.36 G"],
  [921600, "0.92 M"],
  [31600000, "31.6 M"],
  [50400, "50.4 k"],
  [640, "640"],
  [9999, "9,999"],
  [0, "0"],
])("shortens %d to %s", (value, words) => expect(plain(short(value))).toBe(words));

test.each([
  [800, "0.8 s"],
  [9949, "9.9 s"],
  [9960, "10 s"],
  [59600, "1 min 0 s"],
  [131000, "2 min 11 s"],
  [3840000, "1 h 4 min"],
])("%d ms are %s", (ms, words) => expect(plain(duration(ms))).toBe(words));

test("shares, bytes and plurals", () => {
  expect(plain(percent(0.7142))).toBe("71.4 %");
  expect(plain(percent(1, 0))).toBe("100 %");
  expect(plain(bytes(40))).toBe("40 B");
  expect(plain(bytes(49152))).toBe("48.0 KiB");
  expect(plain(bytes(3 * 1024 ** 2))).toBe("3.00 MiB");
  expect(plural(1, "segment")).toBe("one segment");
  expect(plural(16, "segment")).toBe("16 segments");
});

test("an accuracy is told with its error, if one is known", () => {
  expect(plain(percentWithError(0.5462, 0.0349))).toBe("54.6 ± 3.5 %");
  expect(plain(percentWithError(0.5462, null))).toBe("54.6 %");
});

test("a moment is told where the reader is: its time this year, its year otherwise", () => {
  const begun = new Date(2026, 10, 26, 17, 5).getTime();
  const words = (nowMs: number) => moment(begun, nowMs).replaceAll("\u00a0", " ");
  expect(words(new Date(2026, 11, 31).getTime())).toBe("26 Nov, 17:05");
  expect(words(new Date(2027, 0, 1).getTime())).toBe("26 Nov 2026");
  expect(isoDay(new Date(2026, 0, 2, 23, 59).getTime())).toBe("2026-01-02");
});

test("a difference is that of the numbers as they are written", () => {
  expect(pointsBetween(0.6464, 0.6376)).toBe(0.8);
  expect(pointsBetween(0.6376, 0.6464)).toBe(-0.8);
  expect(pointsBetween(0.60041, 0.59999)).toBe(0);
});
