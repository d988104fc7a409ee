// Runs a test on every engine that Node has. An absent one shows as skipped, with the reason.
import { afterEach, beforeAll, describe } from "vitest";
import { everyEngine, isPresent, type NodeEngine } from "./nodeEngines.ts";

export { absentEngines, engineNamed, engines, valuesOn } from "./nodeEngines.ts";
export { farthest } from "./testNumbers.ts";
export type { NodeEngine as TestEngine } from "./nodeEngines.ts";

/** A describe block for each engine, which is active inside; absent ones show as skipped, with the reason. */
export function describeEngines(what: string, body: (engine: NodeEngine) => void): void {
  for (const engine of everyEngine) {
    if (!isPresent(engine)) {
      console.warn(`NOT TESTED on ${engine.name}: ${engine.reason}`);
      describe.skip(`${what} on ${engine.name} (absent: ${engine.reason})`, () =>
        body({ ...engine, slow: true, activate: async () => {}, takeErrors: async () => [] }));
      continue;
    }
    describe(`${what} on ${engine.name}`, () => {
      beforeAll(() => engine.activate());
      afterEach(async () => {
        const errors = await engine.takeErrors();
        if (errors.length > 0) throw new Error(`The GPU reported: ${errors.join("; ")}`);
      });
      body(engine);
    });
  }
}
