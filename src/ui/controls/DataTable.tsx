// A plain table of numbers that scrolls within itself where the page is narrow.
import type { ReactNode } from "react";
import "./DataTable.css";

export interface DataRow {
  readonly key: string;
  readonly cells: readonly ReactNode[];
}

interface DataTableProps {
  readonly label: string;
  readonly head: readonly string[];
  /** How many of the first columns hold words, which are aligned left. */
  readonly textColumns?: number;
  readonly rows: readonly DataRow[];
  readonly foot?: readonly ReactNode[];
}

export function DataTable({ label, head, textColumns = 1, rows, foot }: DataTableProps) {
  const side = (column: number) => (column < textColumns ? "left" : undefined);
  const cell = (content: ReactNode, column: number) =>
    column === 0 ? (
      <th key={column} scope="row" className={side(column)}>
        {content}
      </th>
    ) : (
      <td key={column} className={side(column)}>
        {content}
      </td>
    );
  return (
    // Focusable, so that the keyboard can scroll it.
    <div className="table-frame" role="region" aria-label={label} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {head.map((title, column) => (
              <th key={title} scope="col" className={side(column)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>{row.cells.map(cell)}</tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>{foot.map(cell)}</tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
