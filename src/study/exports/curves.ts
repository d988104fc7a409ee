// The curves of all runs as one Parquet table: a row per step and evaluation, for data frames.
import type { FactorValue, Study } from "../study.ts";
import { writeStudy } from "../file.ts";
import type { Exporter } from "./bundle.ts";
import { curveOf, toldRuns, type CurvePoint, type ToldRun } from "./told.ts";

export const curves: Exporter = {
  holdsAll: true,
  title: "Curves (Parquet)",
  purpose: "a row per step and evaluation, for pandas, DuckDB or R",
  file: "curves.parquet",
  type: "application/vnd.apache.parquet",
  write: async ({ result }) => {
    const { parquetWriteBuffer } = await import("hyparquet-writer");
    const rows = toldRuns(result).flatMap((told) => curveOf(told.run.numbers).map((point): Row => ({ told, point })));
    const study = { key: "study", value: writeStudy(result.study) };
    return new Uint8Array(parquetWriteBuffer({ columnData: columnsOf(result.study, rows), kvMetadata: [study] }));
  },
};

interface Row {
  readonly told: ToldRun;
  readonly point: CurvePoint;
}

/** Losses in nats, accuracies in [0, 1] and null for a batch. */
function columnsOf({ factors }: Study, rows: readonly Row[]) {
  const column = <T>(name: string, type: ColumnType, of: (row: Row) => T) => ({
    name,
    type,
    data: rows.map(of),
  });
  return [
    column("run", "STRING", ({ told }) => told.name),
    column("recipe_sha256", "STRING", ({ told }) => told.hash),
    // Seeds go up to 2³² − 1, and INT32 is signed.
    column("seed", "INT64", ({ told }) => BigInt(told.run.recipe.seed)),
    ...factors.map(({ setting, values }) => {
      const type = typeOf(values);
      return column(setting, type, ({ told }) => {
        const value = told.factors[setting];
        return type === "STRING" && typeof value !== "string" ? JSON.stringify(value) : value;
      });
    }),
    column("split", "STRING", ({ point }) => point.split),
    column("step", "INT32", ({ point }) => point.step),
    column("epoch", "DOUBLE", ({ point }) => point.epoch),
    column("loss", "FLOAT", ({ point }) => point.loss),
    { ...column("accuracy", "FLOAT", ({ point }) => point.accuracy), nullable: true },
  ];
}

type ColumnType = "STRING" | "INT32" | "INT64" | "DOUBLE" | "FLOAT" | "BOOLEAN";

/** Values of several kinds, and lists, are told as text. */
function typeOf(values: readonly FactorValue[]): ColumnType {
  if (values.every((value) => typeof value === "number")) return "DOUBLE";
  return values.every((value) => typeof value === "boolean") ? "BOOLEAN" : "STRING";
}
