// The heads of the columns. A press sorts by it: the greatest first, then the least, then as it was.
import { Button } from "react-aria-components/Button";
import type { EvaluationSplit } from "../../run/events.ts";
import { useLab } from "../labContext.tsx";
import type { RunField } from "./list/fields.ts";
import { LISTING, nextSort, type Listing } from "./list/listing.ts";

interface TableHeadProps {
  readonly listing: Listing;
  readonly columns: readonly RunField[];
  /** The split that the sentence above compares. */
  readonly compared: EvaluationSplit | null;
  /** Numbers of runs. */
  readonly chosen: number;
  readonly listed: number;
  readonly onChooseAll: (isChosen: boolean) => void;
}

export function TableHead({ listing, columns, compared, chosen, listed, onChooseAll }: TableHeadProps) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="left" aria-sort={sortOf(listing, "name")}>
          <label className="run-choice no-print">
            <input
              type="checkbox"
              aria-label="Select all runs"
              checked={listed > 0 && chosen === listed}
              ref={(box) => {
                if (box) box.indeterminate = chosen > 0 && chosen < listed;
              }}
              onChange={({ currentTarget }) => onChooseAll(currentTarget.checked)}
            />
          </label>
          <SortButton listing={listing} field="name" title="Run" />
        </th>
        {columns.map(({ id, title, split }) => (
          <th key={id} scope="col" aria-sort={sortOf(listing, id)}>
            <SortButton listing={listing} field={id} title={title} />
            {split && split === compared && <small className="runs-compared">compared above</small>}
          </th>
        ))}
        <th scope="col" className="left no-print">
          <span className="unseen">What to do with it</span>
        </th>
      </tr>
    </thead>
  );
}

function SortButton({
  listing,
  field,
  title,
}: {
  readonly listing: Listing;
  readonly field: string;
  readonly title: string;
}) {
  const lab = useLab();
  const sort = listing.sort?.field === field ? listing.sort : null;
  return (
    <Button className="run-sort" onPress={() => lab.setShown({ [LISTING.sort]: nextSort(listing, field) })}>
      {title}
      <span aria-hidden className="run-sort-mark">
        {sort ? (sort.isDescending ? "↓" : "↑") : ""}
      </span>
    </Button>
  );
}

function sortOf({ sort }: Listing, field: string): "ascending" | "descending" | "none" {
  if (sort?.field !== field) return "none";
  return sort.isDescending ? "descending" : "ascending";
}
