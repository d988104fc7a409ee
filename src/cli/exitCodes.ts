// How the command ends, for whoever calls it from a script.
import { constants } from "node:os";

export const EXIT = { done: 0, failed: 1, refused: 2, unwritable: 3 } as const;

export const EXIT_HELP = `Exit codes:
  0    done
  1    the run failed
  2    nothing was done: the command line, the recipe, the data set or the folder is wrong
  3    what the command writes cannot be written: its reader has closed the pipe, or the disk is full
  129  stopped by SIGHUP; 130 by SIGINT (Ctrl-C); 143 by SIGTERM (a second signal ends it at once)
`;

/** As shells count: 128 and the signal's number. */
export const exitCodeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

/** What was asked for cannot be done, and nothing was. */
export class RefusedError extends Error {}

/** The command line is wrong. */
export class UsageError extends RefusedError {}

/** What the command writes cannot be written any more. */
export class OutputError extends Error {
  constructor(what: string, cause: unknown) {
    super(`${what} ${whyUnwritable(cause)}.`, { cause });
  }
}

function whyUnwritable(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  switch (code) {
    case "EPIPE":
      return "was closed by its reader";
    case "ENOSPC":
      return "cannot be written: the disk is full";
    default:
      return `cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}
