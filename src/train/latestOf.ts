// Turns work that reports into a stream of its reports.

/** The reports of `work` as they come; only the latest of those not yet taken. Throws what `work` throws. */
export async function* latestOf<T>(work: (report: (news: T) => void) => Promise<unknown>): AsyncGenerator<T, void> {
  const waiting: T[] = [];
  let wake = (): void => {};
  let done = false;
  const working = work((news) => {
    waiting.splice(0, 1, news);
    wake();
  }).finally(() => {
    done = true;
    wake();
  });
  working.catch(() => {}); // rethrown below
  while (waiting.length > 0 || !done) {
    if (waiting.length > 0) yield* waiting.splice(0);
    else await new Promise<void>((resolve) => (wake = resolve));
  }
  await working;
}
