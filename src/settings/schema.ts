// From a description to the zod schema that checks a value and fills in defaults.
import { z } from "zod";
import { isRecord, type Field, type Fields, type ValueOf, type AnyVariant } from "./field.ts";

// The page's security policy allows no code made from text, so zod must not try.
z.config({ jitless: true });

const schemasBefore = new WeakMap<Field, z.ZodType>();

/**
 * Reads a field's value: `{}` gives all defaults. Faults are told by `readField` (problem.ts), not in zod's words. Made
 * once per description: that takes a hundred times as long as reading a recipe.
 */
export function schemaOf<F extends Field>(field: F): z.ZodType<ValueOf<F>>;
export function schemaOf(field: Field): z.ZodType {
  const known = schemasBefore.get(field);
  if (known) return known;
  const schema = makeSchema(field);
  schemasBefore.set(field, schema);
  return schema;
}

function makeSchema(field: Field): z.ZodType {
  switch (field.kind) {
    case "integer":
      return z.int().min(field.min).max(field.max).overwrite(plainZero).default(field.default);
    case "number":
      return z.number().min(field.min).max(field.max).overwrite(plainZero).default(field.default);
    case "choice":
      return z.literal(field.options.map(({ value }) => value)).default(field.default);
    case "switch":
      return z.boolean().default(field.default);
    case "integers": {
      const item = z.int().min(1).max(field.max);
      return z
        .array(item)
        .min(field.shortest)
        .max(field.longest)
        .default(() => [...field.default]);
    }
    case "group":
      return z.strictObject(shapeOf(field.fields)).prefault({});
    case "variant":
      return variantSchema(field);
    default:
      return field satisfies never;
  }
}

/** A value without a tag belongs to the default branch. */
function variantSchema({ tag, branches, default: usual }: AnyVariant): z.ZodType {
  const [first, ...others] = Object.entries(branches).map(([name, { fields }]) =>
    z.strictObject({ [tag]: z.literal(name), ...shapeOf(fields) }),
  );
  if (!first) throw new RangeError(`A variant told apart by ${tag} needs a branch.`);
  const union = z.discriminatedUnion(tag, [first, ...others]);
  const tagged = (input: unknown) =>
    isRecord(input) && !Object.hasOwn(input, tag) ? { [tag]: usual, ...input } : input;
  return z.preprocess(tagged, union).prefault({});
}

function shapeOf(fields: Fields): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, schemaOf(field)]));
}

/** −0 is read as 0, so that one number does not have two identities. */
function plainZero(value: number): number {
  return value === 0 ? 0 : value;
}
