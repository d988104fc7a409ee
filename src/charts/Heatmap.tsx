// A table of numbers over two axes whose cells are deeper in colour the larger the number is.
import type { HeatmapCell, HeatmapData } from "./heatmap.ts";
import "./Heatmap.css";

interface HeatmapProps extends HeatmapData {
  /** What the numbers are. */
  readonly label: string;
}

export function Heatmap({ label, rowTitle, columnTitle, unit, columns, rows }: HeatmapProps) {
  return (
    // Focusable, so that the keyboard can scroll it.
    <div className="table-frame" role="region" aria-label={label} tabIndex={0}>
      <table className="heatmap">
        <caption>
          {label}, {unit}
        </caption>
        <thead>
          <tr>
            <th scope="col">
              {rowTitle} \ {columnTitle}
            </th>
            {columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, cells }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {cells.map((cell, column) => (
                <Cell key={columns[column]} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { cell: HeatmapCell | null }) {
  // At most half opaque, so that the number stays legible.
  const strength = Math.round((cell?.heat ?? 0) * 50);
  return (
    <td style={{ backgroundColor: `color-mix(in oklab, var(--heat) ${strength}%, transparent)` }}>
      {cell?.words ?? "–"}
    </td>
  );
}
