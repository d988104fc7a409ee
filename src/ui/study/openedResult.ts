// The result that is open: somebody else's, from a link or a file, or the one that comes with the page. It is only looked
// at: nothing of it is kept among the runs of this browser.
import { useSyncExternalStore } from "react";
import { readResult, ResultError, type StudyResult } from "../../study/result.ts";
import { unpack } from "./resultLink.ts";

/** What an address says of a result that is open. */
export const RESULT = "study.result";
/** In its place: the result that comes with the page. */
export const EXAMPLE = "example";
const MOST_FILE_BYTES = 32_000_000;
const EXAMPLE_FILE = "examples/whole-spectrum.json";

export type ResultSource = "link" | "file" | "example";

export type Opened =
  | { readonly kind: "none" }
  | { readonly kind: "reading" }
  | { readonly kind: "open"; readonly result: StudyResult; readonly from: ResultSource }
  /** Why it is not: a sentence. */
  | { readonly kind: "refused"; readonly why: string };

const UNREAD: Readonly<Record<ResultSource, string>> = {
  link: "The link holds no result, or only a part of one. Ask for it again, or for a file.",
  file: "The file holds no result that can be read.",
  example: "The example could not be loaded: try it again with a connection.",
};

let opened: Opened = { kind: "none" };
/** The packed result that was read last, or is being read. */
let link: string | undefined;
/** Counts openings, so that one that comes late does not take the place of a later one. */
let openings = 0;
const listeners = new Set<() => void>();

function show(next: Opened): void {
  opened = next;
  for (const listener of listeners) listener();
}

export function useOpened(): Opened {
  return useSyncExternalStore(subscribe, () => opened);
}

/** Opens what an address holds; undefined closes what came from one. */
export async function openLink(packed: string | undefined): Promise<void> {
  if (packed === link) return;
  const cameFromLink = link !== undefined;
  link = packed;
  if (packed !== undefined)
    await open(() => (packed === EXAMPLE ? read(fetchExample, "example") : read(() => unpack(packed), "link")));
  else if (cameFromLink) closeResult();
}

/** The address then holds none: the caller takes it out. */
export async function openFile(file: File): Promise<void> {
  link = undefined;
  await open(async () =>
    file.size > MOST_FILE_BYTES
      ? { kind: "refused", why: `The file is larger than ${MOST_FILE_BYTES / 1e6} MB, and no result is.` }
      : read(() => file.text(), "file"),
  );
}

export function closeResult(): void {
  openings++;
  link = undefined;
  show({ kind: "none" });
}

async function open(reading: () => Promise<Opened>): Promise<void> {
  const own = ++openings;
  show({ kind: "reading" });
  const next = await reading();
  if (own === openings) show(next);
}

async function fetchExample(): Promise<string> {
  const response = await fetch(new URL(EXAMPLE_FILE, document.baseURI));
  if (!response.ok) throw new Error(`${EXAMPLE_FILE} was answered with ${response.status}.`);
  return response.text();
}

async function read(text: () => Promise<string>, from: ResultSource): Promise<Opened> {
  let whole: string;
  try {
    whole = await text();
  } catch {
    return { kind: "refused", why: UNREAD[from] };
  }
  try {
    return { kind: "open", result: readResult(whole), from };
  } catch (error) {
    if (error instanceof ResultError) return { kind: "refused", why: `The result ${error.message}` };
    return { kind: "refused", why: UNREAD[from] };
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
