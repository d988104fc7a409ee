// How the page learns that a worker is gone, also when it ends without an event: the worker holds a Web Lock, which
// the browser frees at that moment. A long step or a long compilation holds it just as well. Pages without a secure
// address have no locks: there such a worker is missed only when it is told to stop.

/** Holds a lock for as long as this thread lives, and tells its name once it is held; null where there are no locks. */
export function holdLife(tell: (lock: string | null) => void): void {
  if (!navigator.locks) return tell(null);
  const name = `xception-lab worker ${performance.timeOrigin} ${performance.now()}`;
  navigator.locks
    .request(name, () => {
      tell(name);
      return new Promise(() => {});
    })
    .catch(() => tell(null));
}

/** Resolves when nobody holds the lock any more; never where there are no locks. */
export function lockReleased(name: string): Promise<void> {
  return navigator.locks?.request(name, () => {}) ?? new Promise(() => {});
}
