// Training rests for a moment when a person presses something, so that the page has the cores to answer with.

/** How long training rests after a press: longer than the page takes to answer on two cores, too short to be missed. */
export const REST_MS = 250;

export interface Rest {
  /** Rests for REST_MS from now on; a rest under way is prolonged. */
  begin(): void;
  end(): void;
  /** Resolves when nothing rests. */
  over(): Promise<void>;
}

/** `after` calls back after a delay in milliseconds, and returns how to cancel that. */
export function createRest(after: (delayMs: number, call: () => void) => () => void): Rest {
  let resting: { readonly over: Promise<void>; readonly finish: () => void } | null = null;
  let cancel = (): void => {};
  const end = (): void => {
    cancel();
    resting?.finish();
    resting = null;
  };
  return {
    begin() {
      cancel();
      resting ??= promised();
      cancel = after(REST_MS, end);
    },
    end,
    over: async () => resting?.over,
  };
}

function promised(): { readonly over: Promise<void>; readonly finish: () => void } {
  let finish = (): void => {};
  const over = new Promise<void>((resolve) => (finish = resolve));
  return { over, finish };
}
