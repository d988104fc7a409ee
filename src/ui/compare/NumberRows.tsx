// Rows of numbers under the columns; what differs from the first column is marked.
import type { ReactNode } from "react";
import type { NumberRow } from "./numbers.ts";

interface NumberRowsProps {
  readonly title: ReactNode;
  readonly rows: readonly NumberRow[];
  readonly columns: number;
}

export function NumberRows({ title, rows, columns }: NumberRowsProps) {
  if (rows.length === 0) return null;
  return (
    <tbody className="compare-numbers">
      <tr>
        <th scope="rowgroup" colSpan={columns + 1} className="compare-group">
          {title}
        </th>
      </tr>
      {rows.map((row) => (
        <tr key={row.title}>
          <th scope="row">
            {row.title} {row.caution && <small className="soft">{row.caution}</small>}
          </th>
          {row.cells.map((cell, at) => (
            <td key={at} className={cell.differs ? "compare-differs" : undefined}>
              <span className="compare-value">{cell.words}</span>
              {cell.note !== "" && <small className="soft">{cell.note}</small>}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
