// A checkpoint as records of bounded size: a browser refuses a record of more than some 130 MB.
import type { Checkpoint } from "../run/events.ts";
import { RECORD_FORMAT, type CheckpointPart } from "./records.ts";

export const PART_BYTES = 32 * 2 ** 20;

type Piece = CheckpointPart["pieces"][number];

/** One record, or as many as needed for each to hold at most `mostBytes` of values. */
export function toParts(runId: string, checkpoint: Checkpoint, mostBytes: number = PART_BYTES): CheckpointPart[] {
  const { arrays, ...head } = checkpoint;
  const most = Math.max(1, Math.floor(mostBytes / Float32Array.BYTES_PER_ELEMENT));
  const parts: Piece[][] = [[]];
  let room = most;
  for (const [name, values] of Object.entries(arrays)) {
    for (let offset = 0; offset === 0 || offset < values.length;) {
      if (room === 0) {
        parts.push([]);
        room = most;
      }
      const taken = Math.min(room, values.length - offset);
      const isWhole = taken * Float32Array.BYTES_PER_ELEMENT === values.buffer.byteLength;
      // Copied, because a browser stores the whole buffer of a view.
      const own = isWhole ? values : values.slice(offset, offset + taken);
      parts.at(-1)?.push({ name, length: values.length, offset, values: own as Float32Array<ArrayBuffer> });
      room -= taken;
      offset += Math.max(1, taken);
    }
  }
  return parts.map((pieces, part) => ({
    ...head,
    format: RECORD_FORMAT,
    runId,
    part,
    parts: parts.length,
    pieces,
  }));
}

/** The checkpoint from all its parts; null where some are missing. */
export function fromParts(parts: readonly CheckpointPart[]): Checkpoint | null {
  const [first] = parts;
  if (!first || parts.length !== first.parts || parts.some(({ step }) => step !== first.step)) return null;
  const arrays: Record<string, Float32Array> = {};
  let missing = 0;
  for (const { name, length, offset, values } of parts.flatMap(({ pieces }) => pieces)) {
    if (length === values.length) arrays[name] = values;
    else {
      const whole = arrays[name] ?? new Float32Array(length);
      if (offset === 0) missing += length;
      if (offset + values.length > whole.length) return null;
      whole.set(values, offset);
      missing -= values.length;
      arrays[name] = whole;
    }
  }
  const { epoch, step, elapsedMs, datasetChecksum, engines } = first;
  return missing === 0 ? { epoch, step, elapsedMs, datasetChecksum, engines, arrays } : null;
}
