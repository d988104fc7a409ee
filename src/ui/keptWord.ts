// A word that the browser keeps over visits, where it stores anything at all.

export function keptWord(key: string): string | null {
  try {
    return localStorage.getItem(`xception-lab ${key}`);
  } catch {
    return null;
  }
}

/** Null forgets it. Where the browser stores nothing, it holds for this visit alone. */
export function keepWord(key: string, word: string | null): void {
  try {
    if (word === null) localStorage.removeItem(`xception-lab ${key}`);
    else localStorage.setItem(`xception-lab ${key}`, word);
  } catch {
    // As said above.
  }
}
