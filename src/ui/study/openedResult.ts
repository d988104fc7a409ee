// The result that is open: somebody else's, from a link or a file, many files' pooled, or the one that comes with the page. It
// is only looked at: nothing of it is kept among the runs of this browser.
import { useSyncExternalStore } from "react";
import { poolResults, type Pool } from "../../study/pooling/pool.ts";
import type { ReadFile } from "../../study/pooling/poolWords.ts";
import { MOST_RESULT_BYTES, readResult, ResultError, type StudyResult } from "../../study/result.ts";
import { unpack } from "./resultLink.ts";

/** What an address says of a result that is open. */
export const RESULT = "study.result";
/** In its place: the result that comes with the page. */
export const EXAMPLE = "example";
/** Of all files that are opened together. */
const MOST_BYTES_TOGETHER = 256_000_000;
const EXAMPLE_FILE = "examples/whole-spectrum.json";

export type ResultSource = "link" | "file" | "example";

/** What is looked at. */
export type Content =
  | { readonly kind: "none" }
  | { readonly kind: "open"; readonly result: StudyResult; readonly from: ResultSource }
  /** `pool` has runs; files that are none of its are among `files`, too. */
  | { readonly kind: "pooled"; readonly files: readonly ReadFile[]; readonly pool: Pool };

/** What is said of what was asked for last. */
type Note =
  | { readonly kind: "none" }
  /** `at` of `of` files, from 1. */
  | { readonly kind: "reading"; readonly at: number; readonly of: number }
  /** Why it is not opened: a sentence. What was open before still is. */
  | { readonly kind: "refused"; readonly why: string };

export interface Opened {
  readonly content: Content;
  readonly note: Note;
}

type Read = Exclude<Content, { readonly kind: "none" }> | Extract<Note, { readonly kind: "refused" }>;

const UNREAD: Readonly<Record<ResultSource, string>> = {
  link: "The link holds no result, or only a part of one. Ask for it again, or for a file.",
  file: "The file holds no result that can be read.",
  example: "The example could not be loaded: try it again with a connection.",
};

const NOTHING: Opened = { content: { kind: "none" }, note: { kind: "none" } };
let opened = NOTHING;
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

/** Several are pooled. The address then holds none: the caller takes it out. */
export async function openFiles(files: readonly File[]): Promise<void> {
  link = undefined;
  const [file] = files;
  if (file) await open((tell) => (files.length === 1 ? readFile(file) : pool(files, tell)));
}

export function closeResult(): void {
  openings++;
  link = undefined;
  show(NOTHING);
}

/** Says why something was not opened; null takes back what was said. */
export function refuse(why: string | null): void {
  openings++;
  show({ content: opened.content, note: why === null ? { kind: "none" } : { kind: "refused", why } });
}

/** `reading` tells how far it is. What is refused leaves what is open. */
async function open(reading: (tell: (at: number, of: number) => void) => Promise<Read>): Promise<void> {
  const own = ++openings;
  const showOwn = (next: Opened) => own === openings && show(next);
  const tell = (at: number, of: number) => showOwn({ content: opened.content, note: { kind: "reading", at, of } });
  tell(1, 1);
  const read = await reading(tell);
  showOwn(
    read.kind === "refused" ? { content: opened.content, note: read } : { content: read, note: { kind: "none" } },
  );
}

async function fetchExample(): Promise<string> {
  const response = await fetch(new URL(EXAMPLE_FILE, document.baseURI));
  if (!response.ok) throw new Error(`${EXAMPLE_FILE} was answered with ${response.status}.`);
  return response.text();
}

async function readFile(file: File): Promise<Read> {
  if (file.size > MOST_RESULT_BYTES)
    return { kind: "refused", why: `The file is larger than ${MOST_RESULT_BYTES / 1e6} MB, and no result is.` };
  return read(() => file.text(), "file");
}

async function pool(files: readonly File[], tell: (at: number, of: number) => void): Promise<Read> {
  if (files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES_TOGETHER) {
    const why = `The files are larger than ${MOST_BYTES_TOGETHER / 1e6} MB together: pool some of them, save that, and add the rest.`;
    return { kind: "refused", why };
  }
  const read: ReadFile[] = [];
  for (const [at, file] of files.entries()) {
    tell(at + 1, files.length);
    const opened = await readFile(file);
    const name = distinctName(files, at);
    if (opened.kind === "open") read.push({ file: name, result: opened.result });
    else read.push({ file: name, why: opened.kind === "refused" ? opened.why : UNREAD.file });
  }
  const [most] = poolResults(read.filter((each) => "result" in each)).filter(({ groups }) => groups.length > 0);
  if (!most) return { kind: "refused", why: `None of the ${files.length} files holds a result with finished runs.` };
  return { kind: "pooled", files: read, pool: most };
}

/** "result.json", and "result.json (2)" of the second with this name. */
function distinctName(files: readonly File[], at: number): string {
  const name = files[at]?.name ?? "";
  const before = files.slice(0, at).filter((file) => file.name === name).length;
  return before === 0 ? name : `${name} (${before + 1})`;
}

async function read(text: () => Promise<string>, from: ResultSource): Promise<Read> {
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
