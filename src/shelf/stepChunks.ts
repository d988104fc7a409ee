// The steps of a run as chunks: appended while it trains, joined when they are shown.
import { COLUMN_NAMES, RECORD_FORMAT, type ColumnsRecord, type StepChunk } from "./records.ts";

/** A chunk of all columns has at most 230 KB. */
export const CHUNK_STEPS = 4096;

/** Cuts columns into chunks of bounded size. */
export function toChunks(runId: string, columns: ColumnsRecord): StepChunk[] {
  const chunks: StepChunk[] = [];
  for (let start = 0; start < columns.step.length; start += CHUNK_STEPS) {
    const own = mapColumns((name) => columns[name].slice(start, start + CHUNK_STEPS));
    chunks.push({ format: RECORD_FORMAT, runId, from: own.step[0] ?? 0, columns: own });
  }
  return chunks;
}

/** Joins chunks in the order of their first steps. Of steps that were trained twice, the later chunk's count. */
export function joinChunks(chunks: readonly StepChunk[]): ColumnsRecord {
  const kept = chunks.map(({ columns: { step } }, index) => {
    const next = chunks[index + 1]?.from ?? Infinity;
    return step.findIndex((own) => own >= next) === -1 ? step.length : step.findIndex((own) => own >= next);
  });
  const length = kept.reduce((sum, own) => sum + own, 0);
  return mapColumns((name) => {
    const joined = new Float64Array(length);
    let at = 0;
    chunks.forEach(({ columns }, index) => {
      const own = columns[name].subarray(0, kept[index]);
      joined.set(own, at);
      at += own.length;
    });
    return joined;
  });
}

export function mapColumns(make: (name: keyof ColumnsRecord) => Float64Array<ArrayBufferLike>): ColumnsRecord {
  return Object.fromEntries(COLUMN_NAMES.map((name) => [name, make(name)])) as unknown as ColumnsRecord;
}
