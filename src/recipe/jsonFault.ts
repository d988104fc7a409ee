// Finds where a text stops being JSON. Browsers word this differently, and some omit the place; this
// says it the same everywhere. The values themselves come from JSON.parse.

/** One lexical element of JSON (RFC 8259) after white space: a bracket, comma or colon, a string, a number or a word. */
const ELEMENTS = [
  /[{}[\],:]/u,
  /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/u,
  /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/u,
  /(?:true|false|null)(?!\w)/u,
  /$/u,
];
const ELEMENT = new RegExp(`[ \\t\\n\\r]*(${ELEMENTS.map(({ source }) => source).join("|")})`, "uy");

/** What may stand at a place. */
interface Expected {
  readonly what: "value" | "name" | "colon" | "comma" | "end";
  /** Or the bracket that closes what is open. */
  readonly orClose: boolean;
}

export interface JsonFault {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly expected: Expected & { readonly close: "]" | "}" };
  readonly found:
    | { readonly kind: "end" }
    /** It does not end, or holds a character that must be escaped. */
    | { readonly kind: "broken string" }
    | { readonly kind: "text"; readonly text: string };
}

/** The first fault, or null for a text that is JSON. */
export function jsonFault(text: string): JsonFault | null {
  const open: ("{" | "[")[] = [];
  let expected: Expected = { what: "value", orClose: false };
  let position = 0;
  for (;;) {
    ELEMENT.lastIndex = position;
    const element = ELEMENT.exec(text)?.[1];
    const next = element === undefined ? null : step(element);
    if (next === "done") return null;
    if (next === null) return faultAt(element === undefined ? null : ELEMENT.lastIndex - element.length);
    [expected, position] = [next, ELEMENT.lastIndex];
  }

  /** What may follow `element`, or null where `element` is not allowed. */
  function step(element: string): Expected | "done" | null {
    const { what, orClose } = expected;
    switch (element) {
      case "":
        return what === "end" ? "done" : null;
      case "{":
      case "[":
        if (what !== "value") return null;
        open.push(element);
        return { what: element === "{" ? "name" : "value", orClose: true };
      case "}":
      case "]":
        if (open.at(-1) !== (element === "}" ? "{" : "[") || !orClose) return null;
        open.pop();
        return afterValue();
      case ",":
        return what === "comma" ? { what: open.at(-1) === "{" ? "name" : "value", orClose: false } : null;
      case ":":
        return what === "colon" ? { what: "value", orClose: false } : null;
      default:
        if (what === "value") return afterValue();
        return what === "name" && element.startsWith('"') ? { what: "colon", orClose: false } : null;
    }
  }

  function afterValue(): Expected {
    return open.length > 0 ? { what: "comma", orClose: true } : { what: "end", orClose: false };
  }

  /** `start` is null where nothing lexical begins after the white space. */
  function faultAt(start: number | null): JsonFault {
    const at = start ?? position + (/^[ \t\n\r]*/.exec(text.slice(position))?.[0].length ?? 0);
    const before = text.slice(0, at).split("\n");
    const close = open.at(-1) === "{" ? "}" : "]";
    return {
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      expected: { ...expected, close },
      found: foundAt(text.slice(at)),
    };
  }

  function foundAt(rest: string): JsonFault["found"] {
    // A valid string would have matched before.
    const mayBeString = expected.what === "value" || expected.what === "name";
    if (mayBeString && rest.startsWith('"')) return { kind: "broken string" };
    const piece = /^(?:[\w.+-]+|.)/su.exec(rest)?.[0];
    return piece === undefined ? { kind: "end" } : { kind: "text", text: piece.slice(0, LONGEST_SHOWN) };
  }
}

const LONGEST_SHOWN = 20;

const EXPECTED_WORDS: Readonly<Record<Expected["what"], string>> = {
  value: "a value",
  name: "a name in double quotes",
  colon: "a colon",
  comma: "a comma or the closing bracket",
  end: "the end",
};

/** `line 2, column 5: expected a colon, but found "="`. */
export function jsonFaultWords({ line, column, expected, found }: JsonFault): string {
  // A comma's words name the bracket already.
  const close = expected.orClose && expected.what !== "comma" ? ` or ${expected.close}` : "";
  return `line ${line}, column ${column}: expected ${EXPECTED_WORDS[expected.what]}${close}, but ${foundWords(found)}`;
}

function foundWords(found: JsonFault["found"]): string {
  switch (found.kind) {
    case "end":
      return "the text ends";
    case "broken string":
      return "found a string that does not end or holds a character that must be escaped";
    case "text":
      return `found ${JSON.stringify(found.text)}`;
    default:
      return found satisfies never;
  }
}
