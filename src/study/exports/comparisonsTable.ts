// A line per comparison, of accuracy and of loss, as a table.
import { csv, type Cell } from "../../charts/csv.ts";
import { bootstrapInterval } from "../../statistics/intervals.ts";
import { measureNames } from "../measures.ts";
import { comparisonCells } from "../words.ts";
import type { Exporter } from "./bundle.ts";

const HEAD = [
  "measure",
  "where",
  "compared",
  "pairs",
  "difference",
  "low",
  "high",
  "bootstrap_low",
  "bootstrap_high",
  "p_corrected",
  "verdict",
];

export const comparisonsTable: Exporter = {
  title: "Comparisons (CSV)",
  purpose: "paired differences with intervals, p and verdicts",
  file: "comparisons.csv",
  type: "text/csv",
  write({ outcome }) {
    const lines = measureNames.flatMap((measure) =>
      outcome[measure].comparisons.map((comparison): readonly Cell[] => {
        const { place, compared, verdict } = comparisonCells(comparison, outcome[measure]);
        const { differences, judgement } = comparison;
        const bootstrap = bootstrapInterval(differences);
        return [
          measure,
          place,
          compared,
          differences.length,
          judgement?.summary.mean ?? null,
          judgement?.interval?.low ?? null,
          judgement?.interval?.high ?? null,
          bootstrap?.low ?? null,
          bootstrap?.high ?? null,
          judgement?.p ?? null,
          verdict,
        ];
      }),
    );
    return csv([HEAD, ...lines]);
  },
};
