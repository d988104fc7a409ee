// A fault whose reason is known where it happens; it becomes the run's `failed` event.
import type { FailureReason } from "./events.ts";

/** The message says what, why and what to do. */
export class RunFault extends Error {
  readonly reason: FailureReason;
  constructor(reason: FailureReason, message: string) {
    super(message);
    this.name = "RunFault";
    this.reason = reason;
  }
}

/** A file of the site that neither its server nor the browser's cache has given. */
export class UnreachableFault extends RunFault {
  /** `file` is the name within a sentence: "data/emoji-10.bin". */
  constructor(file: string) {
    super("engine", unreachableWords(`the file ${file}`));
    this.name = "UnreachableFault";
  }
}

/** What to say of something that could not be loaded for want of a connection. */
export function unreachableWords(what: string): string {
  return (
    `You are offline, or the server of this page does not answer: ${what} could not be loaded. ` +
    "Leave the page open, connect again, and try once more."
  );
}
