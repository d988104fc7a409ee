// What a heatmap shows: numbers over two axes.

export interface HeatmapCell {
  readonly words: string;
  /** How deep its colour is: from 0 for the least of the heatmap to 1 for the most. */
  readonly heat: number;
}

export interface HeatmapData {
  readonly rowTitle: string;
  readonly columnTitle: string;
  readonly unit: string;
  readonly columns: readonly string[];
  /** A cell per column; null where nothing is known. */
  readonly rows: readonly { readonly title: string; readonly cells: readonly (HeatmapCell | null)[] }[];
}

/** Where a value lies between the least and the most of the values; 0 where all are the same. */
export function heatAmong(values: readonly number[]): (value: number) => number {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return (value) => (most > least ? (value - least) / (most - least) : 0);
}
