// Names short enough for the room beside a chart. What differs between them is kept.

const BETWEEN = ", ";

/** Names of at most `most` characters, no two of them alike where the given ones differ. */
export function shortNames(names: readonly string[], most: number): readonly string[] {
  if (names.every((name) => name.length <= most)) return names;
  const short = withoutShared(names).map((name) => abbreviated(name, most));
  const resolved = short.map((name, index) => {
    const alike = [...short.keys()].filter((other) => short[other] === name);
    if (alike.length === 1 || alike.length === names.length) return name;
    const among = shortNames(
      alike.map((other) => names[other] ?? ""),
      most,
    );
    return among[alike.indexOf(index)] ?? name;
  });
  return numbered(resolved, most);
}

/** Each name without the parts that all names have, unless nothing else is left of it. */
function withoutShared(names: readonly string[]): readonly string[] {
  if (names.length < 2) return names;
  const parts = names.map((name) => name.split(BETWEEN));
  return parts.map((own, index) => {
    const telling = own.filter((part) => !parts.every((other) => other.includes(part)));
    return telling.length > 0 ? telling.join(BETWEEN) : (names[index] ?? "");
  });
}

/** A name without its middle, where it is too long: beginnings and ends tell more. */
function abbreviated(name: string, most: number): string {
  if (name.length <= most) return name;
  const end = Math.floor((most - 1) / 2);
  return `${name.slice(0, most - 1 - end).trimEnd()}…${name.slice(name.length - end).trimStart()}`;
}

/** The names, with a number at the end of each that comes up again. */
function numbered(names: readonly string[], most: number): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let time = 2; taken.has(free); time++) {
      const ending = `… ${time}`;
      free = name.slice(0, Math.max(1, most - ending.length)).trimEnd() + ending;
    }
    taken.add(free);
    return free;
  });
}
