// 32-bit numbers as text: base64 of their bytes, little-endian on every machine. Every bit comes back.

export function textOfFloats(floats: Float32Array): string {
  const bytes = new DataView(new ArrayBuffer(4 * floats.length));
  floats.forEach((value, at) => bytes.setFloat32(4 * at, value, true));
  let text = "";
  for (let at = 0; at < bytes.byteLength; at++) text += String.fromCharCode(bytes.getUint8(at));
  return btoa(text);
}

/** Null where the text is none. */
export function floatsOfText(text: string): Float32Array | null {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    return null;
  }
  if (bytes.length % 4 !== 0) return null;
  const view = new DataView(Uint8Array.from(bytes, (character) => character.charCodeAt(0)).buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(4 * at, true));
}
