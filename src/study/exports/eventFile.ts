// TensorBoard's event files: records of TensorFlow's TFRecord format, each an Event of its protocol buffers.
// https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto, summary.proto

export interface ScalarEvent {
  readonly step: number;
  /** 32-bit numbers by their tags. */
  readonly scalars: Readonly<Record<string, number>>;
}

/** No moments are written: a result does not tell when a step was. */
export function eventFile(events: readonly ScalarEvent[]): Uint8Array {
  return joined([record(text(FILE_VERSION, "brain.Event:2")), ...events.map((event) => record(eventBytes(event)))]);
}

/** A field's number and kind: a number of variable length, four bytes, or bytes with their length before. */
const STEP = (2 << 3) | 0;
const FILE_VERSION = (3 << 3) | 2;
const SUMMARY = (5 << 3) | 2;
const VALUE = (1 << 3) | 2;
const TAG = (1 << 3) | 2;
const SIMPLE_VALUE = (2 << 3) | 5;

function eventBytes({ step, scalars }: ScalarEvent): Uint8Array {
  const values = Object.entries(scalars).map(([tag, value]) =>
    bytes(VALUE, joined([text(TAG, tag), Uint8Array.of(SIMPLE_VALUE), float(value)])),
  );
  // A number that is 0 is left out.
  const told = step === 0 ? [] : [Uint8Array.of(STEP), varint(step)];
  return joined([...told, bytes(SUMMARY, joined(values))]);
}

function text(field: number, words: string): Uint8Array {
  return bytes(field, new TextEncoder().encode(words));
}

function bytes(field: number, content: Uint8Array): Uint8Array {
  return joined([Uint8Array.of(field), varint(content.length), content]);
}

/** Seven bits a byte, the lowest first; the highest bit says that more follow. */
function varint(value: number): Uint8Array {
  const digits: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) digits.push((rest % 0x80) | 0x80);
  return Uint8Array.of(...digits, rest);
}

function float(value: number): Uint8Array {
  const own = new Uint8Array(4);
  new DataView(own.buffer).setFloat32(0, value, true);
  return own;
}

/** Length (64 bits), its checksum, the content, its checksum; all little-endian. */
function record(content: Uint8Array): Uint8Array {
  const head = new Uint8Array(12);
  const view = new DataView(head.buffer);
  view.setUint32(0, content.length, true);
  view.setUint32(8, masked(crc32c(head.subarray(0, 8))), true);
  const foot = new Uint8Array(4);
  new DataView(foot.buffer).setUint32(0, masked(crc32c(content)), true);
  return joined([head, content, foot]);
}

/** So that a checksum of bytes which hold checksums says something. */
function masked(checksum: number): number {
  return (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0;
}

/** For each byte, what eight steps of the division leave of it (Castagnoli's polynomial, its bits reversed). */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0x82f63b78 : rest >>> 1;
  return rest;
});

function crc32c(content: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of content) rest = (REMAINDERS[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8);
  return ~rest;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}
