// A result in an address: its text compressed by the browser itself, in characters that need no escape.

/** Longer links are cut off on their way by some programs; then it is a file. */
export const MOST_LINK_CHARACTERS = 32_000;
/** Of a link's text, when it is unpacked: what claims to be small may not be. */
const MOST_UNPACKED_BYTES = 2_000_000;

export async function pack(text: string): Promise<string> {
  const bytes = await throughStream(new Blob([text]), new CompressionStream("deflate-raw"), Infinity);
  let characters = "";
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Rejects where it is nothing that `pack` has made, or becomes too large. */
export async function unpack(packed: string): Promise<string> {
  const characters = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  const text = await throughStream(new Blob([bytes]), new DecompressionStream("deflate-raw"), MOST_UNPACKED_BYTES);
  return new TextDecoder("utf-8", { fatal: true }).decode(text);
}

async function throughStream(
  blob: Blob,
  stream: CompressionStream | DecompressionStream,
  mostBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = blob.stream().pipeThrough<Uint8Array>(stream).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > mostBytes) {
      await reader.cancel();
      throw new Error(`It unpacks to more than ${mostBytes / 1e6} MB.`);
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}
