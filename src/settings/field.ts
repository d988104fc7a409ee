// How a setting is described. From the description follow its schema, its control, its name in a link, the words for
// differences between recipes, the command line's help and docs/settings.md.

/** What every setting has. */
interface Described<V> {
  /** The name of its control. */
  readonly label: string;
  /** One sentence on what the setting does. */
  readonly help?: string;
  /** Its place in the paper: "Figure 10". */
  readonly paper?: string;
  /** Its name in a link; by default, its key. */
  readonly link?: string;
  readonly default: V;
  /** A value's words among differences ("width 24"); by default, label and value; "" for none. */
  words?(value: V): string;
  /** Its control is folded away. */
  readonly isDetail?: true;
  /** It has a control elsewhere on the page, so its panel does not draw it. */
  readonly isDrawnApart?: true;
}

export interface NumberSetting extends Described<number> {
  readonly kind: "number" | "integer";
  readonly min: number;
  readonly max: number;
  /** The change by one press of an arrow key. */
  readonly step?: number;
  readonly unit?: string;
  /** Values to pick from a list, with words for each. A link or file may give any other value in the range. */
  readonly offered?: { readonly values: readonly number[]; readonly words: (value: number) => string };
}

export interface ChoiceSetting<V extends string | number = string | number> extends Described<V> {
  readonly kind: "choice";
  readonly options: readonly { readonly value: V; readonly label: string }[];
  /** Drawn as a list that opens; otherwise all options are visible. */
  readonly isList?: true;
}

export interface SwitchSetting extends Described<boolean> {
  readonly kind: "switch";
}

/** A list of whole numbers from 1 to `max`. */
export interface IntegersSetting extends Described<readonly number[]> {
  readonly kind: "integers";
  readonly shortest: number;
  readonly longest: number;
  readonly max: number;
  /** The name of the number at an index, from 0. */
  readonly itemLabel: (index: number) => string;
}

export type Setting = NumberSetting | ChoiceSetting | SwitchSetting | IntegersSetting;

/** Settings side by side, under keys. */
export interface Group<Fs extends Fields = Fields> {
  readonly kind: "group";
  readonly fields: Fs;
  /** Prefix of its settings' names in a link. */
  readonly linkPrefix?: string;
}

/** One of a variant's alternatives. */
export interface Branch<Fs extends Fields = Fields> {
  readonly label: string;
  /** Its words among differences; by default, its label. */
  readonly words?: string;
  readonly help?: string;
  readonly fields: Fs;
  /** Values of neighbouring settings, by key, suited to this branch: set if they had the value suited to the last one. */
  readonly suits?: Readonly<Record<string, number>>;
}

/** One of several groups, distinguished by the value under `tag`: `{ method: "sgd", momentum: 0.9 }`. */
export interface AnyVariant<Tag extends string = string, Bs extends Branches = Branches> {
  readonly kind: "variant";
  readonly tag: Tag;
  readonly label: string;
  readonly help?: string;
  readonly paper?: string;
  /** The tag's name in a link. */
  readonly link: string;
  readonly branches: Bs;
  readonly default: keyof Bs & string;
  readonly isList?: true;
  readonly isDetail?: true;
  readonly isDrawnApart?: true;
  /** A value's words among differences; by default, its branch's label and the words of its settings. */
  words?(value: never): string;
}

/** A variant whose branches are known. */
export interface Variant<Tag extends string, Bs extends Branches> extends AnyVariant<Tag, Bs> {
  words?(value: VariantValue<Tag, Bs>): string;
}

export type Field = Setting | Group | AnyVariant;
export type Fields = Readonly<Record<string, Field>>;
export type Branches = Readonly<Record<string, Branch>>;

/** The type of a field's value, as its schema reads it. */
export type ValueOf<F> = F extends { readonly kind: "number" | "integer" }
  ? number
  : F extends { readonly kind: "switch" }
    ? boolean
    : F extends { readonly kind: "integers" }
      ? readonly number[]
      : F extends ChoiceSetting<infer V>
        ? V
        : F extends Group<infer Fs>
          ? GroupValue<Fs>
          : F extends AnyVariant<infer Tag, infer Bs>
            ? VariantValue<Tag, Bs>
            : never;

export type GroupValue<Fs> = { readonly [K in keyof Fs]: ValueOf<Fs[K]> };

export type VariantValue<Tag extends string, Bs extends Branches> = {
  [K in keyof Bs]: { readonly [T in Tag]: K } & GroupValue<Bs[K]["fields"]>;
}[keyof Bs];

/** A whole number. */
export function integer(setting: Omit<NumberSetting, "kind">): NumberSetting {
  return { kind: "integer", ...setting };
}

export function number(setting: Omit<NumberSetting, "kind">): NumberSetting {
  return { kind: "number", ...setting };
}

export function choice<const V extends string | number>(setting: Omit<ChoiceSetting<V>, "kind">): ChoiceSetting<V> {
  return { kind: "choice", ...setting };
}

export function onOff(setting: Omit<SwitchSetting, "kind">): SwitchSetting {
  return { kind: "switch", ...setting };
}

export function integers(setting: Omit<IntegersSetting, "kind">): IntegersSetting {
  return { kind: "integers", ...setting };
}

export function group<const Fs extends Fields>(fields: Fs, linkPrefix?: string): Group<Fs> {
  return { kind: "group", fields, ...(linkPrefix !== undefined && { linkPrefix }) };
}

export function variant<const Tag extends string, const Bs extends Branches>(
  description: Omit<Variant<Tag, Bs>, "kind">,
): Variant<Tag, Bs> {
  return { kind: "variant", ...description };
}

/** The branch of a variant's value; undefined where its tag is unknown. */
export function branchOf(field: AnyVariant, value: unknown): Branch | undefined {
  const tag = tagOf(field, value);
  return tag !== undefined && Object.hasOwn(field.branches, tag) ? field.branches[tag] : undefined;
}

/** The tag of a variant's value; undefined where it has none. */
export function tagOf({ tag }: AnyVariant, value: unknown): string | undefined {
  const found = isRecord(value) ? value[tag] : undefined;
  return typeof found === "string" ? found : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
