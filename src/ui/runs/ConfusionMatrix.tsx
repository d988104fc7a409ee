// How often each class is taken for each other: numbers of images, with deeper colour for a larger share
// of the true class.
import { memo } from "react";
import type { EvaluatedEvent } from "../../run/events.ts";
import { count, percent } from "../format.ts";
import "./ConfusionMatrix.css";

interface ConfusionMatrixProps {
  readonly evaluation: EvaluatedEvent;
  readonly classNames: readonly string[];
  readonly name: string;
}

export const ConfusionMatrix = memo(function ConfusionMatrix({ evaluation, classNames, name }: ConfusionMatrixProps) {
  const { confusion, split, epoch } = evaluation;
  return (
    <div className="table-frame" role="region" aria-label={`Confusion matrix of ${name}`} tabIndex={0}>
      <table className="confusion">
        <caption>
          Confusion matrix on the {split} split after epoch {epoch}: a row for what an image shows, a column for what it
          is taken for.
        </caption>
        <thead>
          <tr>
            <th scope="col">is \ taken for</th>
            {classNames.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col">recognised</th>
          </tr>
        </thead>
        <tbody>
          {confusion.map((row, truth) => {
            const images = row.reduce((sum, cell) => sum + cell, 0);
            return (
              <tr key={classNames[truth] ?? truth}>
                <th scope="row">{classNames[truth]}</th>
                {row.map((cell, taken) => (
                  <Cell key={taken} cell={cell} share={images > 0 ? cell / images : 0} isRight={taken === truth} />
                ))}
                <td className="confusion-sum">{images > 0 ? percent((row[truth] ?? 0) / images, 0) : "–"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
});

function Cell({ cell, share, isRight }: { cell: number; share: number; isRight: boolean }) {
  // At most half opaque, so that the number stays legible.
  const strength = Math.round(share * 50);
  return (
    <td
      className={isRight ? "confusion-right" : "confusion-wrong"}
      style={{ backgroundColor: `color-mix(in oklab, var(--cell) ${strength}%, transparent)` }}
    >
      {count(cell)}
    </td>
  );
}
