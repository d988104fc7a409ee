// The result that is open: somebody else's, from a link or a file. It is only looked at: nothing of it is kept among the
// runs of this browser.
import { useSyncExternalStore } from "react";
import { readResult, ResultError, type StudyResult } from "../../study/result.ts";
import { MOST_TEXT_BYTES, unpack } from "./resultLink.ts";

/** What an address says of a result that is open. */
export const RESULT = "study.result";

export type Opened =
  | { readonly kind: "none" }
  | { readonly kind: "reading" }
  | { readonly kind: "open"; readonly result: StudyResult; readonly from: "link" | "file" }
  /** Why it is not: a sentence. */
  | { readonly kind: "refused"; readonly why: string };

let opened: Opened = { kind: "none" };
/** The packed result that was read last, or is being read. */
let link: string | undefined;
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
  if (packed === undefined) {
    if (cameFromLink) show({ kind: "none" });
    return;
  }
  show({ kind: "reading" });
  const next = await read(() => unpack(packed), "link");
  if (link === packed) show(next);
}

export async function openFile(file: File): Promise<void> {
  show({ kind: "reading" });
  show(
    file.size > MOST_TEXT_BYTES
      ? { kind: "refused", why: `The file is larger than ${MOST_TEXT_BYTES / 1e6} MB, and no result is.` }
      : await read(() => file.text(), "file"),
  );
}

export function closeResult(): void {
  show({ kind: "none" });
}

async function read(text: () => Promise<string>, from: "link" | "file"): Promise<Opened> {
  let whole: string;
  try {
    whole = await text();
  } catch {
    return {
      kind: "refused",
      why: `The ${from} holds no result, or only a part of one. Ask for it again, or for a file.`,
    };
  }
  try {
    return { kind: "open", result: readResult(whole), from };
  } catch (error) {
    if (error instanceof ResultError) return { kind: "refused", why: `The result ${error.message}` };
    throw error;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
