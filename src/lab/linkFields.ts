// How the values of settings are written in links and read from them.
import { faultClauses, type RecipeFault } from "../recipe/parse.ts";
import type { AnyVariant, Setting } from "../settings/field.ts";
import { quoted, shown } from "../settings/shown.ts";
import type { Naming } from "../settings/words.ts";

/** What is wrong with a link. */
export type LinkFault =
  | { readonly kind: "too long"; readonly length: number; readonly most: number }
  | { readonly kind: "too many arms"; readonly count: number; readonly most: number }
  | { readonly kind: "repeated name"; readonly name: string }
  | { readonly kind: "version"; readonly version: string; readonly newest: number }
  | { readonly kind: "unknown name"; readonly name: string }
  | { readonly kind: "unknown view"; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: "value"; readonly name: string; readonly text: string; readonly allowed: readonly string[] }
  | { readonly kind: "number"; readonly name: string; readonly text: string }
  | { readonly kind: "encoding"; readonly text: string }
  /** It can be read, but its recipe is not allowed. */
  | { readonly kind: "recipe"; readonly fault: RecipeFault };

export class LinkError extends Error {
  override readonly name = "LinkError";
  constructor(readonly fault: LinkFault) {
    super(linkFaultWords(fault));
  }
}

/** What is wrong, without a full stop. */
export function linkFaultWords(fault: LinkFault, name?: Naming): string {
  switch (fault.kind) {
    case "too long":
      return `it has ${fault.length} characters, and this page reads at most ${fault.most}`;
    case "too many arms":
      return `it has ${fault.count} arms, and this page reads at most ${fault.most}`;
    case "repeated name":
      return `it has ${quoted(fault.name)} twice`;
    case "version":
      return `it is of version ${shown(fault.version)}, and this page reads version ${fault.newest}`;
    case "unknown name":
      return `it has ${quoted(fault.name)}, which this page does not know`;
    case "unknown view":
      return `it leads to ${quoted(fault.name)}: there are ${fault.known.join(", ")}`;
    case "value":
      return `${fault.name} is ${quoted(fault.text)}: allowed are ${fault.allowed.join(", ")}`;
    case "number":
      return `${fault.name} is ${quoted(fault.text)}: a number is allowed`;
    case "encoding":
      return `${quoted(fault.text)} is not written as a link's text is`;
    case "recipe":
      return faultClauses(fault.fault, name).join("; ");
    default:
      return fault satisfies never;
  }
}

/** A setting's value as text in a link. */
export function writeValue(value: unknown): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return escape(Array.isArray(value) ? value.join("-") : String(value));
}

/** The value of a setting, or a variant's tag, from a link; the recipe's schema checks whether it is allowed. */
export function readValue(name: string, field: Setting | AnyVariant, text: string): unknown {
  switch (field.kind) {
    case "variant":
      return text;
    case "choice":
      return typeof field.default === "number" ? readNumber(name, text) : unquoted(text);
    case "integer":
    case "number":
      return readNumber(name, text);
    case "integers":
      return text.split("-").map((part) => readNumber(name, part));
    case "switch":
      if (text !== "on" && text !== "off") throw new LinkError({ kind: "value", name, text, allowed: ["on", "off"] });
      return text === "on";
    default:
      return field satisfies never;
  }
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new LinkError({ kind: "number", name, text });
  return value + 0; // −0 is 0: no recipe can have it.
}

/** Links of earlier versions have a quotation mark before a data set's words that look like numbers. */
function unquoted(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text;
}

export function escape(text: string): string {
  return encodeURIComponent(text);
}

export function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new LinkError({ kind: "encoding", text });
  }
}
