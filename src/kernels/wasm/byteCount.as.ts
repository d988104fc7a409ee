/** A number of bytes. TypeScript callers may pass any number for it, where a `usize` asks for an address. */
export type ByteCount = usize;
