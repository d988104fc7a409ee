// What a line of runs.jsonl holds. docs/schema/run.schema.json is made from this: exports.test.ts compares them.
import { z } from "zod";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const loss = z.number().describe("cross-entropy in nats, a 32-bit number");
const accuracy = z.number().min(0).max(1).describe("mean over classes, a 32-bit number");
const factorValue = z.union([z.number(), z.string(), z.boolean(), z.array(z.number())]);

export const runLine = z
  .strictObject({
    run: z.string().describe("the arm in words, such as “8, ReLU”"),
    seed: z.int().nonnegative(),
    factors: z.record(z.string(), factorValue).describe("what the study varies, by the setting's name in links"),
    recipe: z.looseObject({ version: z.int() }).describe("as --recipe reads it"),
    recipeHash: digest.describe("SHA-256 of the recipe"),
    terms: z
      .strictObject({
        version: z.string().describe("the program's"),
        engine: z.string(),
        adapter: z.string().describe("the engine in words"),
        threads: z.int().positive().optional().describe("of a GPU's kernels"),
        datasetChecksum: digest.describe("of the pictures"),
      })
      .describe("what besides the recipe decides the numbers"),
    elapsedMs: z.number().nonnegative().describe("of training and evaluating"),
    numbersDigest: digest.describe("SHA-256 of losses, validation and test as docs/results.md orders them, in base64"),
    losses: z.array(loss).describe("of the batch of each step, in order"),
    validation: z
      .array(z.strictObject({ epoch: z.int().nonnegative(), loss, accuracy }))
      .describe("before the first epoch and after each"),
    test: z.strictObject({ loss, accuracy }).describe("once, at the end"),
  })
  .meta({ title: "A line of runs.jsonl: one finished run of a study" });

export type RunLine = z.infer<typeof runLine>;
