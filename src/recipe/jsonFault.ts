// Finds where a text stops being JSON, or repeats a name. Browsers word this differently, and some omit the place; this
// says it the same everywhere. The values themselves come from JSON.parse.

import { quoted } from "../settings/shown.ts";

/** One lexical element of JSON (RFC 8259): a bracket, comma or colon, a string's first quote, a number or a word. */
const ELEMENTS = [
  /[{}[\],:]/u,
  /"/u,
  /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/u,
  /(?:true|false|null)(?!\w)/u,
  /$/u,
];
const ELEMENT = new RegExp(`[ \\t\\n\\r]*(${ELEMENTS.map(({ source }) => source).join("|")})`, "uy");
/** Part of a string. In one piece, a long string would take more backtracking than the engine's stack holds. */
const PIECE = /(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})){1,1000}/uy;

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
    /** It stands in the same object before. */
    | { readonly kind: "repeated name"; readonly name: string }
    | { readonly kind: "text"; readonly text: string };
}

/** The first fault, or null for a text that is JSON whose objects have each name once. */
export function jsonFault(text: string): JsonFault | null {
  const open: { readonly bracket: "{" | "["; readonly names: Set<string> | null }[] = [];
  let expected: Expected = { what: "value", orClose: false };
  let position = 0;
  for (;;) {
    const element = elementAt(text, position);
    const next = element && step(element.text);
    if (next === "done") return null;
    if (!element || !next) return faultAt(element?.start ?? null);
    if (next === "repeated name") return faultAt(element.start, { kind: next, name: nameOf(element.text) });
    [expected, position] = [next, element.end];
  }

  /** What may follow `element`, or null where `element` is not allowed. */
  function step(element: string): Expected | "done" | "repeated name" | null {
    const { what, orClose } = expected;
    switch (element) {
      case "":
        return what === "end" ? "done" : null;
      case "{":
      case "[":
        if (what !== "value") return null;
        open.push({ bracket: element, names: element === "{" ? new Set() : null });
        return { what: element === "{" ? "name" : "value", orClose: true };
      case "}":
      case "]":
        if (open.at(-1)?.bracket !== (element === "}" ? "{" : "[") || !orClose) return null;
        open.pop();
        return afterValue();
      case ",":
        return what === "comma" ? { what: open.at(-1)?.bracket === "{" ? "name" : "value", orClose: false } : null;
      case ":":
        return what === "colon" ? { what: "value", orClose: false } : null;
      default:
        if (what === "value") return afterValue();
        return what === "name" && element.startsWith('"') ? afterName(nameOf(element)) : null;
    }
  }

  function afterName(name: string): Expected | "repeated name" {
    const names = open.at(-1)?.names;
    if (names?.has(name)) return "repeated name";
    names?.add(name);
    return { what: "colon", orClose: false };
  }

  function afterValue(): Expected {
    return open.length > 0 ? { what: "comma", orClose: true } : { what: "end", orClose: false };
  }

  /** `start` is null where nothing lexical begins after the white space. */
  function faultAt(start: number | null, found?: JsonFault["found"]): JsonFault {
    const at = start ?? position + (/^[ \t\n\r]*/.exec(text.slice(position))?.[0].length ?? 0);
    const before = text.slice(0, at).split("\n");
    const close = open.at(-1)?.bracket === "{" ? "}" : "]";
    return {
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      expected: { ...expected, close },
      found: found ?? foundAt(text.slice(at)),
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

interface Element {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  readonly text: string;
}

/** The element behind the white space at `position`; null where there is none. */
function elementAt(text: string, position: number): Element | null {
  ELEMENT.lastIndex = position;
  const first = ELEMENT.exec(text)?.[1];
  if (first === undefined) return null;
  const start = ELEMENT.lastIndex - first.length;
  const end = first === '"' ? endOfString(text, start) : start + first.length;
  return end === null ? null : { start, end, text: text.slice(start, end) };
}

/** Null where the string is broken. */
function endOfString(text: string, start: number): number | null {
  let end = start + 1;
  PIECE.lastIndex = end;
  while (PIECE.test(text)) end = PIECE.lastIndex;
  return text[end] === '"' ? end + 1 : null;
}

/** What a string says. */
function nameOf(element: string): string {
  return String(JSON.parse(element));
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
    case "repeated name":
      return `found ${quoted(found.name)} for the second time`;
    case "text":
      return `found ${quoted(found.text)}`;
    default:
      return found satisfies never;
  }
}
