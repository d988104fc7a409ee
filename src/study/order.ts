// Lists put in an order that does not depend on where they come from, and into groups.

/** Sorted by text, unit by unit, as no place or language changes it; what has the same text stays as it was. */
export function inOrder<T>(list: readonly T[], textOf: (each: T) => string): readonly T[] {
  const texts = new Map(list.map((each) => [each, textOf(each)]));
  const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  return list.toSorted((one, other) => compare(texts.get(one) ?? "", texts.get(other) ?? ""));
}

/** The members of each group, in the order in which the groups begin. */
export function grouped<T>(list: readonly T[], groupOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of list) {
    const own = groups.get(groupOf(each));
    if (own) own.push(each);
    else groups.set(groupOf(each), [each]);
  }
  return groups;
}
