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
  // By index: a class's results have millions, and iterators take ten times as long.
  const view = new DataView(new ArrayBuffer(bytes.length));
  for (let at = 0; at < bytes.length; at++) view.setUint8(at, bytes.charCodeAt(at));
  const floats = new Float32Array(bytes.length / 4);
  for (let at = 0; at < floats.length; at++) floats[at] = view.getFloat32(4 * at, true);
  return floats;
}
