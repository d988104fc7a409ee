// From a file's bytes to its text. Windows programs may put a byte order mark first, or write UTF-16.

/** No recipe comes near this. */
export const MOST_BYTES = 1_000_000;

/** Why bytes are no text that can be read. */
export type TextFault =
  | { readonly kind: "too large" }
  /** Some bytes are not of the encoding that the first ones tell. */
  | { readonly kind: "broken"; readonly encoding: "UTF-8" | "UTF-16" }
  | { readonly kind: "without mark"; readonly encoding: "UTF-16" }
  | { readonly kind: "unsupported"; readonly encoding: "UTF-32" };

type Reading = { readonly text: string; readonly fault?: undefined } | { readonly fault: TextFault };

/** Reads UTF-8, with or without a byte order mark, and UTF-16 with one. */
export function readText(bytes: Uint8Array): Reading {
  if (bytes.length > MOST_BYTES) return { fault: { kind: "too large" } };
  const [first, second, third, fourth] = bytes;
  // JSON begins with an ASCII character, so zeros tell the width of the units (RFC 4627, section 3).
  const halves = [first === 0 && second === 0, third === 0 && fourth === 0];
  if (halves.includes(true)) return { fault: { kind: "unsupported", encoding: "UTF-32" } };
  if (first === 0 || second === 0) return { fault: { kind: "without mark", encoding: "UTF-16" } };
  if (first === 0xff && second === 0xfe) return decoded(bytes, "utf-16le", "UTF-16");
  if (first === 0xfe && second === 0xff) return decoded(bytes, "utf-16be", "UTF-16");
  return decoded(bytes, "utf-8", "UTF-8");
}

/** Leaves the byte order mark out. */
function decoded(bytes: Uint8Array, label: string, encoding: "UTF-8" | "UTF-16"): Reading {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes) };
  } catch {
    return { fault: { kind: "broken", encoding } };
  }
}

/** What is wrong, and what to do, without a full stop. */
export function textFaultWords(fault: TextFault): string {
  const remedy = "save it as UTF-8 and open it again";
  switch (fault.kind) {
    case "too large":
      return `The file is larger than ${MOST_BYTES / 1e6} MB, and no recipe is: open another`;
    case "broken":
      return `The file is not a text in ${fault.encoding}: ${remedy}`;
    case "without mark":
      return `The file seems to be in ${fault.encoding} without a byte order mark: ${remedy}`;
    case "unsupported":
      return `The file seems to be in ${fault.encoding}: ${remedy}`;
    default:
      return fault satisfies never;
  }
}
