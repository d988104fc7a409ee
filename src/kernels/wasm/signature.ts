// Functions of a WebAssembly module, called by the names of their parameters. The build writes their
// signatures beside the module (scripts/build-wasm.mjs), so a call with a missing, misspelt or extra
// argument does not compile, nor does one that no longer matches the AssemblyScript source.

/** A place in the memory of a WebAssembly module, in bytes from its start. */
export type Address = number & { readonly isAddress: true };

/** The address that stands for an absent array. */
export const NO_ARRAY = 0 as Address;

/** The address `bytes` further on. */
export const offsetBy = (address: Address, bytes: number): Address => (address + bytes) as Address;

/** AssemblyScript's types of parameters and results, as TypeScript types. */
interface InTypeScript {
  usize: Address;
  ByteCount: number;
  i32: number;
  f32: number;
  bool: boolean;
  void: void;
}

interface Signature {
  /** In the order in which the module takes them. */
  readonly parameters: Readonly<Record<string, keyof InTypeScript>>;
  readonly result: "void" | "i32" | "f32";
}

export type Signatures = Readonly<Record<string, Signature>>;

export type ArgumentsOf<S extends Signature> = {
  readonly [Name in keyof S["parameters"]]: InTypeScript[S["parameters"][Name]];
};

/** A function as the module exports it. */
export type WasmFunction = (...args: number[]) => number;

/** Puts named arguments in the order in which the module takes them. */
export type InOrder<S extends Signatures> = {
  readonly [Name in keyof S]: (args: ArgumentsOf<S[Name]>) => number[];
};

/** What the build writes beside a module. */
export interface BuiltSignatures<S extends Signatures> {
  readonly signatures: S;
  readonly inOrder: InOrder<S>;
}

export type ExportsOf<S extends Signatures> = { readonly [Name in keyof S]: WasmFunction };

export type NamedFunctions<S extends Signatures> = {
  readonly [Name in keyof S]: (args: ArgumentsOf<S[Name]>) => InTypeScript[S[Name]["result"]];
};

/** The exports of an instance. Throws when they differ from the signatures: the module is then of another build. */
export function checkedExports<S extends Signatures>(instance: WebAssembly.Instance, signatures: S): ExportsOf<S> {
  const exports = instance.exports as ExportsOf<S>;
  for (const [name, { parameters }] of Object.entries(signatures)) {
    const [expected, found] = [Object.keys(parameters).length, exports[name]?.length];
    if (found === expected) continue;
    const has = found === undefined ? `no ${name}` : `a ${name} of ${found} parameters instead of ${expected}`;
    throw new Error(`The WebAssembly module has ${has}: build it again (node scripts/build-wasm.mjs).`);
  }
  return exports;
}

/** `called` is told of each call after it was made. */
export function calledByName<S extends Signatures>(
  { inOrder }: Pick<BuiltSignatures<S>, "inOrder">,
  exports: ExportsOf<S>,
  called?: <Name extends keyof S>(name: Name, args: ArgumentsOf<S[Name]>, ordered: readonly number[]) => void,
): NamedFunctions<S> {
  const byName = <Name extends keyof S>(name: Name) => {
    const [order, run] = [inOrder[name], exports[name]];
    return (args: ArgumentsOf<S[Name]>): number => {
      const ordered = order(args);
      const result = run(...ordered);
      called?.(name, args, ordered);
      return result;
    };
  };
  return Object.fromEntries(Object.keys(inOrder).map((name) => [name, byName(name)])) as unknown as NamedFunctions<S>;
}
