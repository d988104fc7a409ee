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
