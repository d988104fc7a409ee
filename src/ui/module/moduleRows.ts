// The heights of the drawing's rows and where each begins, in both orders, in pixels.
import type { ModulePlan } from "../../networks/plan.ts";

const LABEL = 20;
const ROW = 14;
const POINTWISE = 64;
const BETWEEN = 32;
const SPATIAL = 88;

export const heights = {
  label: LABEL,
  row: ROW,
  pointwise: POINTWISE,
  between: BETWEEN,
  spatial: SPATIAL,
  all: LABEL + ROW + POINTWISE + ROW + BETWEEN + SPATIAL + ROW + LABEL + 8,
} as const;

export interface ModuleRows {
  readonly in: number;
  readonly pointwise: number;
  readonly middle: number;
  readonly between: number;
  readonly spatial: number;
  readonly out: number;
}

export function rowsOf(order: ModulePlan["module"]["order"]): ModuleRows {
  const first = LABEL + ROW;
  const middle = first + (order === "pointwise-first" ? POINTWISE : SPATIAL);
  const between = middle + ROW;
  const second = between + BETWEEN;
  return {
    in: LABEL,
    middle,
    between,
    pointwise: order === "pointwise-first" ? first : second,
    spatial: order === "pointwise-first" ? second : first,
    out: second + (order === "pointwise-first" ? SPATIAL : POINTWISE),
  };
}
