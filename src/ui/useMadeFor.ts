// A value that is made anew only when what it is made from, told by a key, has changed.
import { useState } from "react";

/** For what takes long to make from objects that are new with each update, though what is in them is mostly the same. */
export function useMadeFor<T>(key: string, make: () => T): T {
  const [known, setKnown] = useState(() => ({ key, value: make() }));
  if (known.key === key) return known.value;
  const value = make();
  setKnown({ key, value });
  return value;
}
