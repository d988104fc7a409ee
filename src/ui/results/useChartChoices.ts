// How the charts are drawn, as the address says it: what their x-axis counts, and whether the runs of an arm are one line.
import { useCallback } from "react";
import { X_AXES, type XAxisName } from "../../charts/series.ts";
import { useLab, useShown } from "../labContext.tsx";

const AXIS = "chart.x";
const FOLDED = "chart.runs";

export interface ChartChoices {
  readonly axis: XAxisName;
  readonly setAxis: (axis: XAxisName) => void;
  /** Folded unless a person wants to see each run. */
  readonly isFolded: boolean;
  readonly setFolded: (isFolded: boolean) => void;
}

export function useChartChoices(): ChartChoices {
  const lab = useLab();
  const asked = useShown(AXIS);
  const isFolded = useShown(FOLDED) !== "each";
  const setAxis = useCallback((axis: XAxisName) => lab.setShown({ [AXIS]: axis === "epoch" ? null : axis }), [lab]);
  const setFolded = useCallback((fold: boolean) => lab.setShown({ [FOLDED]: fold ? null : "each" }), [lab]);
  return { axis: X_AXES.find((axis) => axis === asked) ?? "epoch", setAxis, isFolded, setFolded };
}
