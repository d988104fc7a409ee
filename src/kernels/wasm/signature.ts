// Functions of a WebAssembly module, called by the names of their parameters. Their signatures are
// written beside the module when it is built (scripts/build-wasm.mjs), so a missing, misspelt or
// extra argument does not compile, and neither does a call that an AssemblyScript source has left behind.

/** Where something lies in the memory of a WebAssembly module, in bytes from its start. */
export type Address = number & { readonly isAddress: true };

/** What a kernel takes for an array that is not there. */
export const NO_ARRAY = 0 as Address;

/** `bytes` further on. */
export const offsetBy = (address: Address, bytes: number): Address => (address + bytes) as Address;

/** The types of AssemblyScript's parameters and results to a TypeScript caller. */
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

export type ExportsOf<S extends Signatures> = { readonly [Name in keyof S]: WasmFunction };

export type NamedFunctions<S extends Signatures> = {
  readonly [Name in keyof S]: (args: ArgumentsOf<S[Name]>) => InTypeScript[S[Name]["result"]];
};

/** The exports of an instance. Throws when they are not what the signatures say: then the module is of another build. */
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

/** Arguments by name, of a function that is not known when this is compiled. */
export type AnyArguments = Readonly<Record<string, number | boolean>>;

/** The arguments as the module takes them. */
export const inOrder = (names: readonly string[], args: AnyArguments): number[] =>
  names.map((name) => Number(args[name]));

/** `called` hears of each call after it was made. */
export function calledByName<S extends Signatures>(
  signatures: S,
  exports: ExportsOf<S>,
  called?: (name: string, args: AnyArguments, ordered: readonly number[]) => void,
): NamedFunctions<S> {
  const functions = Object.entries(signatures).map(([name, { parameters }]) => {
    const [names, run] = [Object.keys(parameters), exports[name] as WasmFunction];
    const call = (args: AnyArguments): number => {
      const ordered = inOrder(names, args);
      const result = run(...ordered);
      called?.(name, args, ordered);
      return result;
    };
    return [name, call] as const;
  });
  return Object.fromEntries(functions) as unknown as NamedFunctions<S>;
}
