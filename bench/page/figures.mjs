// The figures by name: what each says, its unit, and its limit where there is one.
export const figures = [
  { key: "trainMs", label: "Train can be pressed", unit: "ms" },
  { key: "usableMs", label: "page usable: Train is there, and no task over 100 ms is left", unit: "ms", under: 1000 },
  { key: "rowsMs", label: "rows in the table", unit: "ms", under: 1500 },
  { key: "startTaskMs", label: "longest task at start (0: none of 50 ms)", unit: "ms", under: 100 },
  { key: "heapMb", label: "JavaScript heap after a collection", unit: "MB", under: 120 },
  { key: "buffersMb", label: "typed arrays' buffers besides", unit: "MB" },
  { key: "nodes", label: "DOM nodes", unit: "" },
  { key: "trainedMs", label: "the small run's time from press to end", unit: "ms" },
  { key: "trainTaskMs", label: "longest task while it trains", unit: "ms", under: 100 },
  { key: "hideMs", label: "many runs hidden", unit: "ms", under: 300 },
  { key: "showMs", label: "many runs shown", unit: "ms", under: 300 },
  { key: "removeMs", label: "many runs removed", unit: "ms", under: 300 },
  { key: "undoMs", label: "removal undone", unit: "ms", under: 300 },
  { key: "manyTaskMs", label: "longest task meanwhile", unit: "ms" },
  { key: "firstRowsMs", label: "first visit (with a migration, if any): rows in the table", unit: "ms" },
  { key: "firstTaskMs", label: "first visit: longest task", unit: "ms" },
  { key: "answerMs", label: "two arms train: 95 % of presses answered within", unit: "ms", under: 100 },
  { key: "slowestAnswerMs", label: "two arms train: slowest answer", unit: "ms" },
  { key: "busyTaskMs", label: "two arms train: longest task", unit: "ms", under: 100 },
  { key: "shifts", label: "two arms train: layout shifts after the first second (CLS)", unit: "", under: 0.02 },
  { key: "tinyMs", label: "tiny runs trained one after another", unit: "ms" },
  { key: "freshHeapMb", label: "heap before", unit: "MB" },
  { key: "onceHeapMb", label: "heap after their removal", unit: "MB" },
  { key: "fullHeapMb", label: "heap with as many again", unit: "MB" },
  { key: "afterHeapMb", label: "heap after these are removed too", unit: "MB" },
  { key: "heapRatio", label: "heap: after the second removal over after the first", unit: "×", under: 1.1 },
  { key: "freshNodes", label: "DOM nodes before", unit: "" },
  { key: "onceNodes", label: "DOM nodes after their removal", unit: "" },
  { key: "fullNodes", label: "DOM nodes with as many again", unit: "" },
  { key: "afterNodes", label: "DOM nodes after these are removed too", unit: "" },
  { key: "nodesRatio", label: "DOM nodes: after the second removal over after the first", unit: "×", under: 1.1 },
];

/** The median of each figure over the rounds, with the least and the most. */
export function summary(rounds) {
  return Object.fromEntries(
    figures.flatMap(({ key }) => {
      const values = rounds.flatMap((round) => (key in round ? [round[key]] : [])).sort((a, b) => a - b);
      if (values.length === 0) return [];
      const median = (values[(values.length - 1) >> 1] + values[values.length >> 1]) / 2;
      return [[key, { median, least: values[0], most: values.at(-1) }]];
    }),
  );
}

/** One line per figure, one column per tree. */
export function table(trees) {
  const rows = figures
    .filter(({ key }) => trees.some(({ figures: found }) => key in found))
    .map(({ key, label, unit, under }) => [
      unit === "" ? label : `${label}, ${unit}`,
      ...trees.map(({ figures: found }) => (found[key] ? cell(found[key], under) : "–")),
      under === undefined ? "" : `< ${under}`,
    ]);
  const head = ["figure", ...trees.map(({ name }) => name), "wanted"];
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at].length)));
  const line = (row) => `| ${row.map((text, at) => text.padEnd(widths[at])).join(" | ")} |`;
  return [head, widths.map((width) => "-".repeat(width)), ...rows].map(line).join("\n");
}

function cell({ median, least, most }, under) {
  const number = (value) => (Math.abs(value) < 10 ? value.toFixed(2) : Math.round(value).toLocaleString("en"));
  const spread = least === most ? "" : ` (${number(least)}–${number(most)})`;
  return `${number(median)}${spread}${under !== undefined && median >= under ? " ✗" : ""}`;
}
