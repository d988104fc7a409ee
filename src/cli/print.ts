// Standard output for results, standard error for progress.
import { OutputError } from "./exitCodes.ts";

// A failed write is also an event of its stream, which would end the process; `print` reports it.
process.stdout.on("error", () => {});
// Where even standard error is closed, nobody is left to be told.
process.stderr.on("error", () => {});

/** Writes a result, and waits until it is written. Throws OutputError. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(new OutputError("Standard output", error)) : resolve()));
  });
}

/** Writes a line of progress or a message. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
