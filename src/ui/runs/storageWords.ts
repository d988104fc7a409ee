// What the browser does with what it keeps, in words.

export interface StorageUse {
  /** Bytes; null where the browser does not say. */
  readonly usage: number | null;
  readonly quota: number | null;
  /** Whether the browser has promised not to erase it by itself. */
  readonly isPersisted: boolean;
}

/** "Kept in this browser: 12 MB of about 2 GB; …" */
export function storageWords({ usage, quota, isPersisted }: StorageUse): string {
  const much = usage === null ? "" : `: ${size(usage)}`;
  const room = usage === null || quota === null ? "" : ` of about ${size(quota)}`;
  const fate = isPersisted
    ? "the browser will not erase it by itself."
    : "the browser may erase it when space runs short, and Safari does after seven days without a visit.";
  return `Kept in this browser${much}${room}; ${fate}`;
}

/** Null where there is nothing to lose. */
export function unsavedWords(finished: number, { isPersisted }: StorageUse, isSaved: boolean): string | null {
  if (finished === 0 || isPersisted || isSaved) return null;
  const runs = finished === 1 ? "One finished run is" : `${finished} finished runs are`;
  return `${runs} nowhere but here: save them as CSV above, or a study’s result under “Save…” there.`;
}

export const REFUSED = "The browser does not promise that now: save what must last as a file.";

const FORMATS = (["megabyte", "gigabyte"] as const).map(
  (unit) => new Intl.NumberFormat("en-GB", { style: "unit", unit, maximumSignificantDigits: 2 }),
);

/** Decimal, as browsers tell it: "12 MB", "2.1 GB". */
function size(bytes: number): string {
  const isGiga = bytes >= 1e9;
  return FORMATS[isGiga ? 1 : 0]?.format(bytes / (isGiga ? 1e9 : 1e6)) ?? "";
}
