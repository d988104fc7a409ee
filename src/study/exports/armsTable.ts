// A line per arm, as a table: what it costs and what its runs measured.
import { csv, type Cell } from "../../charts/csv.ts";
import { networkCost } from "../../recipe/cost.ts";
import { measureNames } from "../measures.ts";
import { armWords, valueWords } from "../words.ts";
import type { Exporter } from "./bundle.ts";

export const armsTable: Exporter = {
  title: "Arms (CSV)",
  purpose: "a line per arm with its cost, mean and interval",
  file: "arms.csv",
  type: "text/csv",
  write({ outcome }) {
    const { study: judged } = outcome.accuracy;
    const head = measureNames.flatMap((measure) => [
      `test_${measure}_mean`,
      `test_${measure}_low`,
      `test_${measure}_high`,
    ]);
    const lines = outcome.accuracy.arms.map(({ arm, tuned, measured }, at): readonly Cell[] => [
      armWords(arm, judged),
      ...arm.values.map((value, factor) => valueWords(judged.factors[factor], value, judged)),
      tuned === null ? null : String(tuned),
      networkCost(arm.recipe).parameters,
      networkCost(arm.recipe).multiplyAdds,
      arm.mismatch,
      measured.length,
      ...measureNames.flatMap((measure) => {
        const { mean = null, interval = null } = outcome[measure].arms[at] ?? {};
        return [mean, interval?.low ?? null, interval?.high ?? null];
      }),
      arm.id,
    ]);
    const factors = judged.factors.map(({ setting }) => setting);
    const costs = ["chosen", "parameters", "multiply_adds", "mismatch", "runs"];
    return csv([["arm", ...factors, ...costs, ...head, "arm_sha256"], ...lines]);
  },
};
