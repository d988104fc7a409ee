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

type Expected = "value" | "value or ]" | "name" | "name or }" | "colon" | "comma" | "end";

const WORDS: Readonly<Record<Expected, string>> = {
  value: "a value",
  "value or ]": "a value or ]",
  name: "a name in double quotes",
  "name or }": "a name in double quotes or }",
  colon: "a colon",
  comma: "a comma or the closing bracket",
  end: "the end",
};

/** "line 2, column 5: expected a colon, but found "="", or null for a text that is JSON. Lines and columns count from 1. */
export function jsonFault(text: string): string | null {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let position = 0;
  const afterValue = (): Expected => (open.length > 0 ? "comma" : "end");
  for (;;) {
    ELEMENT.lastIndex = position;
    const element = ELEMENT.exec(text)?.[1];
    const start =
      element === undefined
        ? position + (/^[ \t\n\r]*/.exec(text.slice(position))?.[0].length ?? 0)
        : ELEMENT.lastIndex - element.length;
    const next = element === undefined ? null : step(element);
    if (next === null) return fault(text, start, expected);
    if (next === "done") return null;
    [expected, position] = [next, ELEMENT.lastIndex];
  }

  /** What may follow `element`, or null where `element` is not allowed. */
  function step(element: string): Expected | "done" | null {
    const inside = open.at(-1);
    switch (element) {
      case "":
        return expected === "end" ? "done" : null;
      case "{":
      case "[":
        if (expected !== "value" && expected !== "value or ]") return null;
        open.push(element);
        return element === "{" ? "name or }" : "value or ]";
      case "}":
      case "]":
        if (inside !== (element === "}" ? "{" : "[") || (expected !== "comma" && !expected.endsWith(element)))
          return null;
        open.pop();
        return afterValue();
      case ",":
        return expected !== "comma" ? null : inside === "{" ? "name" : "value";
      case ":":
        return expected === "colon" ? "value" : null;
      default:
        if (expected === "value" || expected === "value or ]") return afterValue();
        return element.startsWith('"') && expected.startsWith("name") ? "colon" : null;
    }
  }
}

function fault(text: string, position: number, expected: Expected): string {
  const before = text.slice(0, position).split("\n");
  const rest = text.slice(position);
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return `${place}: expected ${WORDS[expected]}, but ${found(rest, expected)}`;
}

function found(rest: string, expected: Expected): string {
  // A valid string would have matched before.
  if (rest.startsWith('"') && /^(?:value|name)/.test(expected))
    return "found a string that does not end or holds a character that must be escaped";
  const piece = /^(?:[\w.+-]+|.)/su.exec(rest)?.[0];
  return piece === undefined ? "the text ends" : `found ${JSON.stringify(piece.slice(0, 20))}`;
}
