// The head of a group of runs: how many there are, and what came of those that finished. It folds its runs away.
import { Button } from "react-aria-components/Button";
import { percent, plural } from "../format.ts";
import type { RunField } from "./list/fields.ts";
import type { RunGroup } from "./list/listing.ts";

interface GroupRowProps {
  readonly group: RunGroup;
  readonly place: number;
  readonly columns: readonly RunField[];
  /** Number of its runs that are selected. */
  readonly chosen: number;
  readonly onFold: (key: string) => void;
  readonly onChoose: (ids: readonly string[], isChosen: boolean) => void;
}

export function GroupRow({ group, place, columns, chosen, onFold, onChoose }: GroupRowProps) {
  const { key, title, ids, isFolded, test } = group;
  return (
    <tr className="run-group" aria-rowindex={place}>
      <th scope="rowgroup" className="left">
        <label className="run-choice no-print">
          <input
            type="checkbox"
            aria-label={`Select all of ${title}`}
            checked={chosen === ids.length}
            ref={(box) => {
              if (box) box.indeterminate = chosen > 0 && chosen < ids.length;
            }}
            onChange={({ currentTarget }) => onChoose(ids, currentTarget.checked)}
          />
        </label>
        <Button className="run-fold" aria-expanded={!isFolded} onPress={() => onFold(key)}>
          <span aria-hidden className="fold-arrow" />
          {title} <small className="soft">{plural(ids.length, "run")}</small>
        </Button>
      </th>
      {columns.map(({ id }) => (
        <td key={id}>{id === "test" && test && testWords(test)}</td>
      ))}
      <td className="no-print">
        <span className="unseen">{plural(ids.length, "run")}</span>
      </td>
    </tr>
  );
}

function testWords({ runs, mean, least, most }: NonNullable<RunGroup["test"]>) {
  if (runs === 1) return <b>{percent(mean)}</b>;
  return (
    <>
      <b>{percent(mean)}</b>
      <small className="soft run-range">
        mean of {runs}, {percent(least)} to {percent(most)}
      </small>
    </>
  );
}
