// How a setting is described, once: from this follow its schema, its control, its name in a link, the words in
// which two recipes differ, the command line's help and docs/settings.md.

/** What every setting has. */
interface Described<V> {
  /** What its control is called. */
  readonly label: string;
  /** One sentence on what it does. */
  readonly help?: string;
  /** Where the paper speaks of it: "Figure 10". */
  readonly paper?: string;
  /** What it is called in a link; its key where this is left out. */
  readonly link?: string;
  readonly default: V;
  /** How a value reads among differences ("width 24"); the label and the value where this is left out, nothing where "". */
  words?(value: V): string;
  /** Its control is folded away. */
  readonly isDetail?: true;
  /** It has a control of its own on the page: its panel does not draw it again. */
  readonly isDrawnApart?: true;
}

export interface NumberSetting extends Described<number> {
  readonly kind: "number" | "integer";
  readonly min: number;
  readonly max: number;
  /** One press of an arrow key. */
  readonly step?: number;
  readonly unit?: string;
  /** Values to pick from a list, with what is said of each. Any other in the range can be asked for by link or file. */
  readonly offered?: { readonly values: readonly number[]; readonly words: (value: number) => string };
}

export interface ChoiceSetting<V extends string | number = string | number> extends Described<V> {
  readonly kind: "choice";
  readonly options: readonly { readonly value: V; readonly label: string }[];
  /** Drawn as a list that opens; otherwise all options are in sight. */
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
  /** What the number at a place, from 0, is called. */
  readonly itemLabel: (index: number) => string;
}

export type Setting = NumberSetting | ChoiceSetting | SwitchSetting | IntegersSetting;

/** Settings side by side, under keys. */
export interface Group<Fs extends Fields = Fields> {
  readonly kind: "group";
  readonly fields: Fs;
  /** Stands before its settings' names in a link. */
  readonly linkPrefix?: string;
}

/** One of the ways that a variant can be. */
export interface Branch<Fs extends Fields = Fields> {
  readonly label: string;
  /** How it reads among differences; its label where this is left out. */
  readonly words?: string;
  readonly help?: string;
  readonly fields: Fs;
  /** Values of neighbouring settings that suit this branch, by key: taken where the neighbour has what suited the branch before. */
  readonly suits?: Readonly<Record<string, number>>;
}

/** One of several groups, told apart by the value under `tag`: `{ method: "sgd", momentum: 0.9 }`. */
export interface AnyVariant<Tag extends string = string, Bs extends Branches = Branches> {
  readonly kind: "variant";
  readonly tag: Tag;
  readonly label: string;
  readonly help?: string;
  readonly paper?: string;
  /** What the tag is called in a link. */
  readonly link: string;
  readonly branches: Bs;
  readonly default: keyof Bs & string;
  readonly isList?: true;
  readonly isDetail?: true;
  readonly isDrawnApart?: true;
  /** How a value reads among differences, as a whole; where this is left out, its branch's label and its settings are told. */
  words?(value: never): string;
}

/** A variant whose branches are known. */
export interface Variant<Tag extends string, Bs extends Branches> extends AnyVariant<Tag, Bs> {
  words?(value: VariantValue<Tag, Bs>): string;
}

export type Field = Setting | Group | AnyVariant;
export type Fields = Readonly<Record<string, Field>>;
export type Branches = Readonly<Record<string, Branch>>;

/** What a field's value is: the type of what its schema reads. */
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

/** The branch that a value of a variant is of; undefined where its tag is none of the known ones. */
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
