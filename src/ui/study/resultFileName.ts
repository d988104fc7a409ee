// The name of a result's file: the results of a class are told apart by their seeds.
import type { Study } from "../../study/study.ts";

/** "study-result-seeds-11-20.json"; the first and the last, whatever lies between. */
export function resultFileName({ seeds }: Study): string {
  const [first = 0] = seeds;
  return `study-result-seeds-${[...new Set([first, seeds.at(-1) ?? first])].join("-")}.json`;
}
