// A checkpoint as a safetensors file (https://github.com/huggingface/safetensors): the length of a header in 8 bytes,
// the header as JSON, and the arrays' bytes. What is not an array stands in the header's metadata.
import { z } from "zod";
import type { Checkpoint } from "../run/events.ts";

export interface KeptCheckpoint {
  readonly checkpoint: Checkpoint;
  /** How many bytes of events.jsonl had been written when it was taken. */
  readonly eventBytes: number;
}

const HEAD = "xception-lab";
const FORMAT = 1;

const headRecord = z.object({
  format: z.literal(FORMAT),
  epoch: z.number(),
  step: z.number(),
  elapsedMs: z.number(),
  datasetChecksum: z.string(),
  engines: z.array(
    z.object({
      name: z.enum(["webgpu", "wasm-simd", "wasm-relaxed", "cpu"]),
      adapter: z.string(),
      reason: z.string(),
      threads: z.exactOptional(z.number()),
    }),
  ),
  eventBytes: z.number(),
});
const tensorRecord = z.object({
  dtype: z.literal("F32"),
  shape: z.tuple([z.number()]),
  data_offsets: z.tuple([z.number(), z.number()]),
});
const headerRecord = z
  .looseObject({ __metadata__: z.object({ [HEAD]: z.string() }) })
  .transform(({ __metadata__, ...tensors }) => ({
    head: headRecord.parse(JSON.parse(__metadata__[HEAD])),
    tensors: z.record(z.string(), tensorRecord).parse(tensors),
  }));

export function encodeCheckpoint({ checkpoint: { arrays, ...rest }, eventBytes }: KeptCheckpoint): Uint8Array {
  const head: z.input<typeof headRecord> = { format: FORMAT, ...rest, engines: [...rest.engines], eventBytes };
  let end = 0;
  const tensors = Object.entries(arrays).map(([name, values]) => {
    const begin = end;
    end += values.byteLength;
    return [name, { dtype: "F32", shape: [values.length], data_offsets: [begin, end] }];
  });
  const json = JSON.stringify({ __metadata__: { [HEAD]: JSON.stringify(head) }, ...Object.fromEntries(tensors) });
  const header = Buffer.from(json);
  // The format wants the arrays aligned to 8 bytes, and the header filled up with spaces.
  const length = Math.ceil(header.length / 8) * 8;
  const lengthBytes = Buffer.alloc(8);
  lengthBytes.writeBigUInt64LE(BigInt(length));
  const values = Object.values(arrays).map((each) => Buffer.from(each.buffer, each.byteOffset, each.byteLength));
  return Buffer.concat([lengthBytes, header, Buffer.alloc(length - header.length, " "), ...values]);
}

/** Throws where the bytes are not a whole checkpoint. */
export function decodeCheckpoint(bytes: Uint8Array): KeptCheckpoint {
  const { buffer, byteOffset, byteLength } = bytes;
  const start = 8 + Number(new DataView(buffer, byteOffset, byteLength).getBigUint64(0, true));
  const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start)));
  const { head, tensors } = headerRecord.parse(header);
  const arrays: Record<string, Float32Array> = {};
  for (const [name, { shape, data_offsets }] of Object.entries(tensors)) {
    const [begin, end] = data_offsets;
    const values = bytes.slice(start + begin, start + end);
    if (values.length !== end - begin || values.length !== shape[0] * Float32Array.BYTES_PER_ELEMENT)
      throw new Error(`${name} is not whole`);
    arrays[name] = new Float32Array(new Uint8Array(values).buffer);
  }
  const { format: _format, eventBytes, ...rest } = head;
  return { checkpoint: { ...rest, arrays }, eventBytes };
}
