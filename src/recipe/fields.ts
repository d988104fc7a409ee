// The kinds of fields in recipes. Each has one sentence that says what is allowed; parse.ts puts the
// field and its value before it.
import { z } from "zod";

// The page's security policy allows no code made from text, so zod must not try.
z.config({ jitless: true });

/** A whole number. −0 is read as 0, so that one number does not have two identities. */
export function wholeNumber(minimum: number, maximum: number) {
  const error = `allowed is a whole number from ${minimum} to ${maximum}`;
  return z.int({ error }).min(minimum, { error }).max(maximum, { error }).overwrite(plainZero);
}

export function number(minimum: number, maximum: number) {
  const error = `allowed is a number from ${minimum} to ${maximum}`;
  return z.number({ error }).min(minimum, { error }).max(maximum, { error }).overwrite(plainZero);
}

export function oneOf<const Value extends string | number>(...values: readonly Value[]) {
  return z.literal(values, { error: `allowed is ${either(values)}` });
}

export const trueOrFalse = z.boolean({ error: "allowed is true or false" });

/** A list of whole numbers from 1 to `maximum`. */
export function wholeNumbers(shortest: number, longest: number, maximum: number) {
  const error = `allowed is a list of ${shortest} to ${longest} whole numbers from 1 to ${maximum}`;
  return z.array(wholeNumber(1, maximum), { error }).min(shortest, { error }).max(longest, { error });
}

/** An object with just these fields. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? unknownField(shape) : `allowed is an object with the fields ${names(shape)}`,
  });
}

/** One of several sections, distinguished by the field `key`, which is `fallback` where it is left out. */
export function choice<
  Key extends string,
  const Options extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]],
>(key: Key, fallback: string, options: Options) {
  const union = z.discriminatedUnion(key, options, {
    error: (issue) =>
      issue.code === "invalid_union" && Array.isArray(issue["options"])
        ? `allowed is ${either(issue["options"])}`
        : `allowed is an object with the field ${key}`,
  });
  return z.preprocess(
    (input) => (isRecord(input) && !Object.hasOwn(input, key) ? { [key]: fallback, ...input } : input),
    union,
  );
}

function unknownField(shape: z.core.$ZodLooseShape): string {
  return `this version knows no such field; allowed here: ${names(shape) || "none"}`;
}

function names(shape: z.core.$ZodLooseShape): string {
  return Object.keys(shape).join(", ");
}

function either(values: readonly unknown[]): string {
  const shown = values.map((value) => JSON.stringify(value)).join(", ");
  return values.length === 1 ? shown : `one of ${shown}`;
}

function isRecord(input: unknown): input is Record<string, unknown> {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}

function plainZero(value: number): number {
  return value === 0 ? 0 : value;
}
