// Numbers as people read them, with units.
const NARROW_SPACE = "\u202f";
const NO_BREAK_SPACE = "\u00a0";
// Made once, because making one is slow and these numbers change with every step of training.
const GROUPED = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** 22855952 → "22,855,952". */
export function count(value: number): string {
  return GROUPED.format(value);
}

/** Three significant digits with a letter: 921600 → "0.92 M", 8357000000 → "8.36 G", 640 → "640". */
export function short(value: number): string {
  const scales = [
    [1e9, "G"],
    [1e6, "M"],
    [1e4, "k"],
  ] as const;
  for (const [scale, letter] of scales) {
    // From 100 thousand on, millions are the better unit: 0.92 M and 31.6 M can be compared at a glance.
    if (Math.abs(value) >= (letter === "M" ? 1e5 : scale))
      return `${significant(value / (letter === "k" ? 1e3 : scale))}${NARROW_SPACE}${letter}`;
  }
  return count(value);
}

/** A share in [0, 1] as per cent: 0.7142 → "71.4 %". */
export function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)}${NARROW_SPACE}%`;
}

/** One share less another in points, as their per cent are written: 0.6464 and 0.6376 → 0.8, because 64.6 and 63.8 stand there. */
export function pointsBetween(one: number, other: number): number {
  return (Math.round(one * 1000) - Math.round(other * 1000)) / 10;
}

/** 0.5462 and 0.0349 → "54.6 ± 3.5 %"; without an error where none is known. */
export function percentWithError(share: number, error: number | null): string {
  if (error === null) return percent(share);
  return `${(share * 100).toFixed(1)}${NARROW_SPACE}±${NARROW_SPACE}${percent(error)}`;
}

/** A duration: "0.8 s", "21 s", "2 min 11 s", "1 h 4 min". */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)}${NARROW_SPACE}s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${NARROW_SPACE}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}${NARROW_SPACE}min ${whole % 60}${NARROW_SPACE}s`;
  return `${Math.floor(whole / 3600)}${NARROW_SPACE}h ${Math.floor((whole % 3600) / 60)}${NARROW_SPACE}min`;
}

const DAY_AND_TIME = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const DAY_OF_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** Ms since 1970 as a moment where the reader is: "26 Nov, 17:05"; without the time, but with the year, in another year. */
export function moment(ms: number, nowMs: number = Date.now()): string {
  const isThisYear = new Date(ms).getFullYear() === new Date(nowMs).getFullYear();
  return (isThisYear ? DAY_AND_TIME : DAY_OF_YEAR).format(ms).replaceAll(" ", NO_BREAK_SPACE);
}

/** Ms since 1970 as the day where the reader is: "2026-11-26". */
export function isoDay(ms: number): string {
  const date = new Date(ms);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Bytes in binary units: 49152 → "48 KiB". */
export function bytes(value: number): string {
  if (value < 1024) return `${value}${NARROW_SPACE}B`;
  const kib = value / 1024;
  return kib < 1024 ? `${significant(kib)}${NARROW_SPACE}KiB` : `${significant(kib / 1024)}${NARROW_SPACE}MiB`;
}

/** "one segment", "16 segments". */
export function plural(amount: number, one: string, many = `${one}s`): string {
  return amount === 1 ? `one ${one}` : `${count(amount)} ${many}`;
}

function significant(value: number): string {
  if (value >= 99.95) return count(value);
  return value.toFixed(value >= 9.995 ? 1 : 2);
}
